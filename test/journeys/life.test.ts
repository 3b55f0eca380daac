import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

/** What can be done with memories beyond storing and finding them, as a person does it. */
describe.skipIf(skip)('higher operations', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-life-'))
  let open: OpenApp
  let app: ReturnType<typeof appPage>

  const dialog = (name: string) => app.page.getByRole('dialog', { name })
  const command = async (title: string) => {
    await app.page.keyboard.press('Control+K')
    await app.page.getByRole('combobox').fill(title)
    await app.page.getByRole('option', { name: title }).first().click()
  }
  const isClean = async (what: string) => {
    expect(await axeFinds(app.page), what).toEqual([])
  }
  const remember = async (text: string) => {
    await app.page.getByRole('button', { name: 'New memory' }).first().click()
    await app.writeJson(dialog('New memory').getByRole('textbox', { name: 'Payload' }), `{"text": "${text}"}`)
    await dialog('New memory')
      .getByRole('button', { name: /^Store/ })
      .click()
    await app.table
      .getByRole('row', { name: new RegExp(text) })
      .first()
      .waitFor()
  }

  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    app = appPage(open.page)
    await app.page.getByText('4,484 memories').first().waitFor()
    await app.switchNamespace('default')
    await app.goTo('Memories')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await open.page.screenshot({
      path: join(ROOT, 'test-results', `life-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('LIFE-1 places new memories by itself', async () => {
    await app.page.getByRole('button', { name: 'New memory' }).first().click()
    await dialog('New memory').waitFor()
    await isClean('New memory')
    await app.page.keyboard.press('Escape')
    await remember('The deploy failed because the disk was full')
    await remember('The disk was full so the deploy failed')
    await remember('Bananas ripen beside apples')
  })

  it('LIFE-2 shows the groups, lets their words be changed, and stores them as one change that is undone', async () => {
    await command('Consolidate recent episodes…')
    const shown = dialog('Consolidate recent episodes')
    await shown.getByRole('button', { name: 'Preview' }).click()
    await shown.getByText('1 group in 3 episodes').waitFor()
    await isClean('Consolidate')
    await shown.getByRole('textbox', { name: 'Summary' }).fill('Deploys need room on the disk.')
    await shown.getByRole('textbox', { name: 'Title' }).fill('')
    await shown.getByRole('button', { name: 'Store 1 summary' }).click()
    await app.table.getByRole('row', { name: /Deploys need room/ }).waitFor()
    await app.toast('Consolidated 2 memories into 1').getByRole('button', { name: 'Undo' }).click()
    await app.table.getByRole('row', { name: /Deploys need room/ }).waitFor({ state: 'detached' })
  })

  it('LIFE-3 corrects a memory whose outcome was not what was expected', async () => {
    await app.table.getByRole('row', { name: /Bananas/ }).click()
    await app.inspector.getByText('Bananas ripen').first().waitFor()
    await app.inspector.getByRole('button', { name: 'More' }).click()
    await app.page.getByRole('menuitem', { name: 'Report outcome…' }).click()
    const shown = dialog('Report outcome')
    await shown.getByRole('textbox', { name: 'What came of it' }).fill('they rotted')
    await shown.getByRole('textbox', { name: 'What was expected' }).fill('they ripened')
    await isClean('Report outcome')
    await shown.getByRole('button', { name: 'Report' }).click()
    await app.table.getByRole('row', { name: /they rotted/ }).waitFor()
  })

  it('LIFE-5 copies what is chosen to another namespace', async () => {
    await app.table.getByRole('row', { name: /The disk was full/ }).click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Copy to namespace…' }).click()
    const shown = dialog('Copy to namespace')
    await shown.getByRole('combobox', { name: 'Namespace' }).waitFor()
    await isClean('Copy to namespace')
    await shown.getByRole('button', { name: 'Copy' }).click()
    await app.toast('Copied 1 memory from default').waitFor()
  })

  it('LIFE-8 lists outliers with the reason and opens them', async () => {
    await app.switchNamespace('security-review')
    await command('Find outliers…')
    const shown = dialog('Outliers')
    const first = shown.getByRole('listitem').first()
    await first.or(shown.getByText('No outliers')).waitFor({ timeout: 60_000 })
    await isClean('Outliers')
    if ((await first.count()) === 0) return
    await first.getByText(/robust z-score/).waitFor()
    await first.getByRole('button').click()
    await app.inspector.getByRole('heading', { level: 2 }).waitFor()
  })
})
