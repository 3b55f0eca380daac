import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER
const GATE = 'SOMA_MEMORY_ENTERPRISE__SALIENCE__NOVELTY_GATE'
const TEXT = 'The session cookie of the shop is sent without the secure flag'

describe.skipIf(skip)('the gate', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-gate-'))
  const edition = browserEdition({ dataDir })
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  beforeAll(async () => {
    process.env[GATE] = 'true'
    open = await edition.open()
    delete process.env[GATE]
    page = open.page
    app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
    await page.evaluate("location.hash = '#/default/memories'")
    await page.getByRole('button', { name: 'Namespace default' }).waitFor()
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  const storeInDialog = async (payload: string): Promise<void> => {
    await page.getByRole('button', { name: 'New memory' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New memory' })
    await app.writeJson(dialog.getByRole('textbox', { name: 'Payload' }), payload)
    await dialog.getByRole('button', { name: /^Store/ }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  const stopped = () => page.getByRole('grid', { name: 'Stopped writes' }).getByRole('row')

  it('GATE-2 says in a toast that a write was not stored, and what it is like', async () => {
    await app.goTo('Memories')
    await storeInDialog(`{"text": "${TEXT}"}`)
    await app.table.getByRole('row', { name: new RegExp(TEXT) }).waitFor()
    for (const n of [1, 2, 3]) await storeInDialog(`{"text": "${TEXT}", "seen": ${n}}`)
    const toast = app.toast(/Not stored: means the same as/)
    await toast.waitFor()
    await page.getByRole('button', { name: 'Store anyway' }).first().waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('GATE-3 walks the inbox by keyboard: next, choose, merge, undo', async () => {
    await page.keyboard.press('Control+6')
    await page.getByRole('tab', { name: /Inbox 3/ }).waitFor()
    await expect.poll(() => stopped().count()).toBe(3)
    await page.getByRole('region', { name: 'Nearest memory' }).getByText('seen').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('2 chosen').waitFor()
    await page.keyboard.press('m')
    await page.getByRole('tab', { name: /Inbox 1/ }).waitFor()
    await app.toast('Merged 2 stopped writes into what they are like').waitFor()
    await page.keyboard.press('Control+z')
    await page.getByRole('tab', { name: /Inbox 3/ }).waitFor()
    await stopped().nth(2).waitFor()
  })

  it('GATE-3 MEM-9 restores what a memory was before a stopped write was merged into it', async () => {
    await page.keyboard.press('m')
    await page.getByRole('tab', { name: /Inbox 2/ }).waitFor()
    await app.goTo('Memories')
    await app.table.getByRole('row', { name: new RegExp(TEXT) }).click()
    await app.inspector.getByRole('tab', { name: 'History' }).click()
    await app.inspector.getByRole('button', { name: /^v1/ }).click()
    await app.inspector.getByRole('button', { name: 'Restore v1' }).click()
    await app.toast(/^Restored/).waitFor()
    await app.inspector.getByRole('button', { name: /restore by app/ }).waitFor()
    await page.keyboard.press('Control+z')
    await app.toast(/^Undid: Restored/).waitFor()
    await page.keyboard.press('Control+z')
    await app.goTo('Gate')
    await page.getByRole('tab', { name: /Inbox 3/ }).waitFor()
    await stopped().nth(2).waitFor()
  })

  it('GATE-3 stores one anyway, and says in the inspector what the gate had said', async () => {
    await page.keyboard.press('s')
    await page.getByRole('tab', { name: /Inbox 2/ }).waitFor()
    await app.goTo('Memories')
    const alike = app.table.getByRole('row', { name: new RegExp(TEXT) })
    await alike.nth(1).waitFor()
    await alike.first().click()
    await app.inspector.getByRole('tab', { name: 'Gate' }).click()
    await app.inspector.getByText('Stored from the inbox').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('GATE-5 previews while typing, and links what is stored to its nearest', async () => {
    await app.goTo('Gate')
    await page.getByRole('tab', { name: 'Preview' }).click()
    const field = page.getByRole('textbox', { name: 'Text to judge' })
    await field.pressSequentially(TEXT, { delay: 5 })
    await page.getByText('Would be stopped').waitFor()
    await page.getByRole('img', { name: /^Score 0\.0\d\d, threshold 0\.100: skipped/ }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await field.fill('Bananas ripen faster beside apples')
    await page.getByText('Would be stored').waitFor()
    await field.fill(TEXT)
    await page.getByText('Would be stopped').waitFor()
    await page.getByRole('button', { name: 'Store and link' }).click()
    await app.inspector.getByRole('tab', { name: /Links 1/ }).waitFor()
  })

  it('GATE-5 calibrates: what a threshold would have stopped, and judged pairs that suggest one', async () => {
    await page.evaluate("location.hash = '#/security-review/gate'")
    await page.getByRole('button', { name: 'Namespace security-review' }).waitFor()
    await page.getByRole('tab', { name: 'Calibrate' }).click()
    await page.getByRole('button', { name: 'Measure' }).click()
    const slider = page.getByRole('slider', { name: 'Threshold of the gate' })
    await slider.waitFor({ timeout: 60_000 })
    const before = await page.getByText(/would have stopped/).innerText()
    await slider.press('PageUp')
    await page.getByText(/0\.20 would have stopped/).waitFor()
    await expect.poll(() => page.getByText(/would have stopped/).innerText()).not.toBe(before)
    const judging = page.getByRole('region', { name: 'Judge pairs' })
    await judging.getByRole('button', { name: 'The same' }).click()
    await judging.getByText('1 judged').waitFor()
    await judging.getByRole('button', { name: 'Different' }).click()
    await judging.getByText('2 judged').waitFor()
    await page.getByRole('img', { name: 'Precision and recall by threshold' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
  })
})
