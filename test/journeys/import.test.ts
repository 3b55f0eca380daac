import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFindsAsIs } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

/** A file that goes out, comes in again, replaces, and is undone. */
describe.skipIf(skip)('files', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-import-'))
  const at = (name: string): string => join(dataDir, name)
  const problems: string[] = []
  let open: OpenApp
  let app: ReturnType<typeof appPage>
  const dialog = () => app.page.getByRole('dialog')
  const figure = (label: string) => dialog().locator('dl > div').filter({ hasText: label }).locator('dd')
  const chosen = async (file: string): Promise<void> => {
    const chooser = app.page.waitForEvent('filechooser')
    await dialog().getByRole('button', { name: 'Choose a file…' }).click()
    await (await chooser).setFiles(file)
  }
  const intoNew = async (name: string): Promise<void> => {
    await dialog().getByRole('combobox', { name: 'Into' }).click()
    await app.page.getByRole('option', { name: 'A new namespace' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill(name)
  }

  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    app = appPage(open.page)
    open.page.on('pageerror', (error) => problems.push(error.message))
    await app.page.getByText('4,484 memories').first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await open.page.screenshot({
      path: join(ROOT, 'test-results', `import-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('LNK-4 a namespace goes out as GEXF and comes into a new one, equal', async () => {
    await app.page.keyboard.press('Control+3')
    await app.page
      .getByRole('region', { name: 'Graph', exact: true })
      .getByText(/communities/)
      .first()
      .waitFor()
    const saved = app.page.waitForEvent('download')
    await app.page.getByRole('button', { name: 'Files' }).click()
    await app.page.getByRole('menuitem', { name: 'GEXF' }).last().click()
    await (await saved).saveAs(at('sample.gexf'))
    expect(readFileSync(at('sample.gexf'), 'utf8')).toContain('</gexf>')

    await app.page.getByRole('button', { name: 'Files' }).click()
    await app.page.getByRole('menuitem', { name: 'Import a file…' }).click()
    await chosen(at('sample.gexf'))
    await expect.poll(() => figure('the same').innerText(), { timeout: 30_000 }).toBe('4,484')
    await dialog().getByRole('button', { name: 'Nothing to import' }).waitFor()
    await intoNew('copy')
    await expect.poll(() => figure('new').innerText(), { timeout: 30_000 }).toBe('4,484')
    await dialog().getByRole('button', { name: 'Import 4,484 memories' }).click()
    await dialog().getByRole('button', { name: 'Undo import' }).waitFor({ timeout: 60_000 })
    expect(await figure('new').innerText()).toBe('4,484')

    await dialog().getByRole('button', { name: 'Compare…' }).click()
    await dialog().getByRole('combobox', { name: 'Right' }).click()
    await app.page.getByRole('option', { name: 'security-review' }).click()
    await expect.poll(() => figure('equal').innerText(), { timeout: 30_000 }).toBe('4,484')
    await dialog().getByText('No difference').waitFor()
    await app.page.keyboard.press('Escape')
  })

  it('MEM-9 a dropped file replaces what is there after a look at what would come of it, and is undone', async () => {
    await app.switchNamespace('copy')
    await app.goTo('Memories')
    const lines = [
      '{"coord":[1,2],"payload":{"text":"alone"},"type":"semantic"}',
      '{"coord":',
      '{"coord":[],"payload":{}}',
    ]
    await app.page.evaluate(`(() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([${JSON.stringify(lines.join('\n'))}], 'small.jsonl'))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
    })()`)
    await dialog().getByRole('radio', { name: 'Replace' }).click()
    await expect.poll(() => figure('to the bin').innerText(), { timeout: 30_000 }).toBe('4,484')
    expect(await figure('not usable').innerText()).toBe('2')
    await dialog().getByText('line 2').waitFor()
    expect(await axeFindsAsIs(app.page)).toEqual([])
    const list = app.page.waitForEvent('download')
    await dialog().getByRole('button', { name: 'Save the list' }).click()
    expect(readFileSync(await (await list).path(), 'utf8').split('\n')).toHaveLength(3)

    await dialog().getByRole('button', { name: 'Import 1 memory' }).click()
    await dialog().getByRole('button', { name: 'Undo import' }).click({ timeout: 60_000 })
    await dialog().getByText('The import is undone.').waitFor({ timeout: 60_000 })
    await dialog().getByRole('button', { name: 'Close' }).last().click()
    await app.page.getByText('4,484 memories').first().waitFor()
  })

  it('MEM-9 MEM-10 what an import replaced comes back by one Ctrl+Z, however many changes it took', async () => {
    await app.page.getByRole('button', { name: 'Import a file' }).click()
    writeFileSync(at('one.jsonl'), '{"coord":[1,2],"payload":{"text":"alone"},"type":"semantic"}\n')
    await chosen(at('one.jsonl'))
    await dialog().getByRole('radio', { name: 'Replace' }).click()
    await expect.poll(() => figure('to the bin').innerText(), { timeout: 30_000 }).toBe('4,484')
    await dialog().getByRole('button', { name: 'Import 1 memory' }).click()
    await dialog().getByRole('button', { name: 'Show memories' }).click({ timeout: 60_000 })
    await app.page.getByText('1 memory').first().waitFor()
    await app.page.keyboard.press('Control+z')
    await app.page.getByText('4,484 memories').first().waitFor({ timeout: 60_000 })
    await app.page.getByText(/^Undid 3 changes$/).waitFor()
  })

  it('MEM-10 a namespace is deleted by its name, and comes back with all that was in it', async () => {
    await app.page.getByRole('button', { name: 'Namespace copy' }).click()
    await app.page.getByRole('menuitem', { name: 'Delete this namespace…' }).click()
    await dialog().getByRole('textbox', { name: 'Type copy to confirm' }).fill('copy')
    await dialog().getByRole('button', { name: 'Delete namespace' }).click()
    await app.page.getByText('Deleted “copy” with 4,484 memories').first().waitFor({ timeout: 30_000 })
    await app.page.getByRole('button', { name: 'Namespace security-review' }).click()
    await app.page.getByRole('menuitem', { name: 'Deleted namespaces…' }).click()
    await dialog().getByRole('listitem').filter({ hasText: '4,484 memories' }).waitFor()
    expect(await axeFindsAsIs(app.page)).toEqual([])
    await dialog().getByRole('button', { name: 'Restore' }).click()
    await app.page.getByRole('button', { name: 'Namespace copy' }).waitFor({ timeout: 30_000 })
    await app.page.getByText('4,484 memories').first().waitFor()
    await app.page.getByRole('button', { name: 'Namespace copy' }).click()
    await app.page.getByRole('menuitem', { name: 'Rename this namespace…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('twin')
    await dialog().getByRole('button', { name: 'Rename' }).click()
    await app.page.getByRole('button', { name: 'Namespace twin' }).waitFor()
    await app.page.keyboard.press('Control+z')
    await app.page.getByRole('button', { name: 'Namespace copy' }).waitFor()
  })

  it('a folder of Markdown comes in as notes with their links, and columns of a table can be said', async () => {
    mkdirSync(at('vault/deep'), { recursive: true })
    writeFileSync(at('vault/One.md'), 'To [[Two]].')
    writeFileSync(at('vault/deep/Two.md'), '---\ntags: [a]\n---\nBack to [[One]].')
    writeFileSync(at('vault/picture.png'), 'no note')
    await app.goTo('Memories')
    await app.page.getByRole('button', { name: 'Import a file' }).click()
    const folder = app.page.waitForEvent('filechooser')
    await dialog().getByRole('button', { name: 'Choose a folder of Markdown…' }).click()
    await (await folder).setFiles(at('vault'))
    await expect.poll(() => figure('links').innerText(), { timeout: 30_000 }).toBe('2')
    expect(await figure('new').innerText()).toBe('2')
    await app.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })

    writeFileSync(at('table.csv'), 'what,where\nfirst,"1,1"\nsecond,"2,2"\n')
    await app.page.getByRole('button', { name: 'Import a file' }).click()
    await chosen(at('table.csv'))
    await dialog().getByRole('combobox', { name: 'What where is' }).click()
    await app.page.getByRole('option', { name: 'Importance' }).click()
    await expect.poll(() => figure('not usable').innerText(), { timeout: 30_000 }).toBe('2')
    await dialog().getByRole('combobox', { name: 'What where is' }).click()
    await app.page.getByRole('option', { name: 'Coordinate' }).click()
    await expect.poll(() => figure('new').innerText(), { timeout: 30_000 }).toBe('2')
    await app.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
  })

  it('LNK-4 what the table shows goes out as a table, a namespace as a zip of notes, and both can be cancelled', async () => {
    await app.switchNamespace('security-review')
    await app.goTo('Memories')
    await app.search.fill('path traversal')
    const counted = app.page.getByRole('status').getByText(/of 4,484/)
    await counted.waitFor()
    await app.page.getByRole('button', { name: 'Export memories' }).click()
    const which = dialog().getByRole('combobox', { name: 'Which memories' })
    await expect.poll(() => which.innerText()).toMatch(/^What the table shows \(\d+\)$/)
    const found = Number(/\d+/.exec(await which.innerText())?.[0])
    expect(await axeFindsAsIs(app.page)).toEqual([])
    const choose = async (label: string, option: string): Promise<void> => {
      await dialog().getByRole('combobox', { name: label }).click()
      await app.page.getByRole('option', { name: option, exact: false }).click()
    }
    await choose('Format', 'CSV')
    const table = app.page.waitForEvent('download')
    await dialog()
      .getByRole('button', { name: `Export ${found} memories` })
      .click()
    expect((await table).suggestedFilename()).toBe('security-review-found.csv')
    const rows = readFileSync(await (await table).path(), 'utf8').split('\n')
    expect(rows.filter((row) => /^"?\d/.test(row))).toHaveLength(found)

    await app.page.keyboard.press('Control+a')
    await app.search.fill('')
    await app.page.getByRole('button', { name: 'Export memories' }).click()
    await choose('Which memories', 'The whole namespace')
    await choose('Format', 'Markdown')
    await dialog().getByRole('button', { name: 'Export 4,484 memories' }).click()
    await dialog().getByRole('progressbar', { name: 'Writing security-review.zip' }).waitFor()
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await dialog().getByRole('button', { name: 'Export 4,484 memories' }).waitFor()
    const zip = app.page.waitForEvent('download')
    await dialog().getByRole('button', { name: 'Export 4,484 memories' }).click()
    const notes = unzipSync(new Uint8Array(readFileSync(await (await zip).path())))
    expect(Object.keys(notes).filter((path) => /^security-review\/.+\.md$/.test(path))).toHaveLength(4484)
  })

  it('how an agent comes in is said with what is true here', async () => {
    await dialog().waitFor({ state: 'detached' })
    await app.page.keyboard.press('Control+k')
    await app.page.keyboard.type('Connect an agent')
    await app.page.keyboard.press('Enter')
    await dialog().getByText(dataDir).waitFor()
    await dialog().getByRole('radio', { name: 'curl' }).click()
    await dialog()
      .getByText(/curl http:\/\/127\.0\.0\.1:\d+\/memories/)
      .waitFor()
    await dialog().getByRole('button', { name: 'Done' }).click()
  })

  it('had no error in the page', () => {
    expect(problems).toEqual([])
  })
})
