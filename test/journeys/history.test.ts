import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

describe.skipIf(skip)('the history of changes', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-history-'))
  const edition = browserEdition({ dataDir })
  let open: OpenApp
  let app: ReturnType<typeof appPage>
  const start = async (): Promise<void> => {
    open = await edition.open()
    app = appPage(open.page)
    await app.page.getByRole('button', { name: /^Namespace / }).waitFor()
  }
  beforeAll(start)
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  const history = () => app.page.getByRole('dialog', { name: 'History' })
  const row = (text: RegExp) => history().getByRole('listitem').filter({ hasText: text }).first()
  const goTo = async (text: RegExp): Promise<void> => {
    await row(text)
      .getByRole('button', { name: /^Go to change/ })
      .click()
    const dialog = app.page.getByRole('dialog', { name: /^Go to change/ })
    await dialog.getByRole('button', { name: 'Go there' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  const cli = (...args: string[]): void => {
    const command = [join(ROOT, 'out/main/cli.js'), '--data', dataDir, '--namespace', 'default', ...args]
    const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  }

  it('MEM-10 shows live what others change, and by whom', async () => {
    // The first start goes to the sample once it is there.
    await app.page.getByText('4,484 memories').first().waitFor()
    await app.switchNamespace('default')
    await app.page.getByRole('button', { name: 'History', exact: true }).click()
    await history().getByText('Nothing was changed yet').waitFor()
    for (const text of ['first words', 'second words']) {
      cli('store', '--coord', '1', '--payload', JSON.stringify({ text }))
    }
    await row(/Stored "second words"/)
      .getByText('cli')
      .waitFor()
    await row(/Stored "second words"/)
      .getByText('now', { exact: true })
      .waitFor()
    await app.page.getByRole('button', { name: /^History: Stored "second words" by cli/ }).waitFor()
  })

  it('MEM-10 shows what a change did, and what it stands in the way of', async () => {
    await row(/second words/)
      .locator('[data-change]')
      .click()
    await row(/Stored "second words"/)
      .getByText('Stands in the way of undoing change')
      .waitFor()
    expect(
      await row(/Stored "second words"/)
        .getByRole('table')
        .innerText(),
    ).toContain('first')
    await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('Enter')
    await row(/Stored "first words"/)
      .getByText('Cannot be undone by itself: (1) was changed again')
      .waitFor()
    await app.page.keyboard.press('Enter')
  })

  it('MEM-10 undoes, redoes, and goes back past several authors after saying what that does', async () => {
    await app.page.keyboard.press('Escape')
    await app.goTo('Settings')
    const field = app.page.getByRole('textbox', { name: 'Weight of meaning', exact: true })
    await field.fill('0.3')
    await field.press('Enter')
    await app.toast('Set recall.weights.vector to 0.3').waitFor()
    await app.page.keyboard.press('Control+Shift+h')
    await row(/Set recall.weights.vector/).click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: /^Undo change/ }).click()
    await row(/Set recall.weights.vector/)
      .getByText('undone by app')
      .waitFor()
    await row(/Set recall.weights.vector/)
      .getByRole('button', { name: /^Redo change/ })
      .click()
    await row(/Set recall.weights.vector/)
      .getByText('redone by app')
      .waitFor()
    await row(/Stored "first words"/)
      .getByRole('button', { name: /^Go to change/ })
      .click()
    const dialog = app.page.getByRole('dialog', { name: /^Go to change/ })
    await dialog.getByText('Undoes 2 changes').waitFor()
    await dialog.getByText('Made by app (1), cli (1)').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await goTo(/Stored "first words"/)
    await row(/Stored "first words"/)
      .getByText('now', { exact: true })
      .waitFor()
    await app.toast(/Went to change/).waitFor()
    await expect.poll(() => history().locator('s').count()).toBe(2)
  })

  it('MEM-10 goes forward again after a restart', async () => {
    await open.close()
    await start()
    await app.page.keyboard.press('Control+Shift+h')
    await goTo(/Stored "second words"/)
    await row(/Stored "second words"/)
      .getByText('redone by app')
      .waitFor()
    await app
      .toast(/Went to change/)
      .getByRole('button', { name: /^Undo/ })
      .click()
    await row(/Stored "second words"/)
      .getByText('undone by app')
      .waitFor()
    await app.page.keyboard.press('Control+Shift+z')
    await row(/Stored "second words"/)
      .getByText('redone by app')
      .waitFor()
  })

  it('filters by author and kind, and axe finds nothing in either theme', async () => {
    await history().getByRole('combobox', { name: 'Author' }).click()
    await app.page.getByRole('option', { name: 'app' }).click()
    await row(/second words/).waitFor({ state: 'detached' })
    await history().getByRole('combobox', { name: 'Kind' }).click()
    await app.page.getByRole('option', { name: 'Memories' }).click()
    await history().getByText('No change is like that').waitFor()
    await history().getByRole('button', { name: 'Show all' }).click()
    await row(/second words/)
      .locator('[data-change]')
      .click()
    await row(/second words/)
      .getByRole('table')
      .waitFor()
    expect(await axeFinds(app.page)).toEqual([])
  })

  it('MEM-7 makes and renames a namespace, and takes both back from the toast', async () => {
    const named = async (command: string, name: string): Promise<void> => {
      await app.page.keyboard.press('Control+k')
      await app.page.getByRole('dialog').getByRole('combobox').fill(command)
      await app.page.keyboard.press('Enter')
      await app.page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
      await app.page.keyboard.press('Enter')
      await app.page.getByRole('button', { name: `Namespace ${name}` }).waitFor()
    }
    await named('New namespace', 'scratch')
    await app.toast('Created “scratch”').getByRole('button', { name: 'Undo' }).click()
    await app.toast('Undid: Created "scratch"').waitFor()
    await app.page.getByRole('button', { name: 'Namespace default' }).waitFor()
    await named('Rename this namespace', 'other')
    await app.toast('Renamed “default” to “other”').getByRole('button', { name: 'Undo' }).click()
    await app.toast('Undid: Renamed "default" to "other"').waitFor()
    await app.page.getByRole('button', { name: 'Namespace default' }).waitFor()
  })
})
