import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'
import { makeSmallGraph } from './small-graph.ts'
import { spoil } from './spoil.ts'

const skip = process.env.SOMA_SKIP_BROWSER

/** A store that takes nothing any more is looked at like any other; what would change it is switched off (STO-2). */
describe.skipIf(skip)('a read-only store', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-read-only-'))
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  const soma = (...args: readonly string[]) =>
    execFileSync(process.execPath, [join(ROOT, 'out/main/cli.js'), '--data', dataDir, ...args], {
      stdio: 'pipe',
    })
  const expectOff = async (name: string | RegExp, within: Pick<Page, 'getByRole'> = page) => {
    await within.getByRole('button', { name }).first().waitFor()
    await within.getByRole('button', { name, disabled: true }).first().waitFor()
    expect(await within.getByRole('button', { name, disabled: false }).count(), String(name)).toBe(0)
  }

  beforeAll(async () => {
    makeSmallGraph(dataDir)
    soma('delete', '--coord', '9,0')
    spoil(dataDir)
    open = await browserEdition({ dataDir }).open()
    page = open.page
    page.setDefaultTimeout(10_000)
    app = appPage(page)
    await page.getByText('The database is damaged').first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await page.screenshot({
      path: join(ROOT, 'test-results', `read-only-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('DEC-5 tells what would decay, and neither sweeps nor restores', async () => {
    await app.goTo('Decay')
    await expectOff('Sweep now')
    await page.getByRole('tab', { name: /^Bin/ }).click()
    await page.getByText('Island').first().waitFor()
    await expectOff(/^Restore/)
    await expectOff(/^Empty/)
    expect(await axeFinds(page)).toEqual([])
  })

  it('GATE-4 judges what is typed, and stores nothing', async () => {
    await app.goTo('Gate')
    await page.getByRole('tab', { name: 'Preview' }).click()
    await page.getByRole('textbox', { name: 'Text to judge' }).fill('Alder as it was found.')
    await expectOff(/^Store/)
    await expectOff('Replace it')
    expect(await axeFinds(page)).toEqual([])
  })

  it('MEM-10 shows the history, and undoes nothing', async () => {
    await page.keyboard.press('Control+Shift+H')
    const sheet = page.getByRole('dialog', { name: 'History' })
    await sheet.getByText('changes can be looked at, not undone').waitFor()
    const undo = sheet.getByRole('button', { name: /^Undo/ })
    // No row offers what would be refused.
    await sheet.getByRole('listitem').first().waitFor()
    for (const button of await undo.all()) expect(await button.isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
  })

  it('MEM-1 opens a memory, and takes no edit of it', async () => {
    await app.goTo('Memories')
    await app.table.getByRole('row', { name: /Alder/ }).click()
    await expectOff('Pin: it never decays')
    await expectOff('New memory')
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Copy/ }).first().waitFor()
    expect(await page.getByRole('menuitem', { name: /^Delete/ }).count()).toBe(0)
  })
})
