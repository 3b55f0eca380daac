import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER
const TEXT = 'The session cookie of the shop is sent without the secure flag'

describe.skipIf(skip)('the duplicates workbench', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-duplicates-'))
  const edition = browserEdition({ dataDir })
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  beforeAll(async () => {
    open = await edition.open()
    page = open.page
    app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
    await page.evaluate('location.hash = "#/default/memories"')
    await page.getByRole('button', { name: 'Namespace default' }).waitFor()
    for (const payload of [
      `{"text": "${TEXT}", "seen": 1}`,
      `{"text": "${TEXT}", "seen": 2, "by": "ann"}`,
      '{"text": "Bananas ripen faster beside apples"}',
      '{"text": "Bananas ripen faster beside apples", "n": 2}',
    ]) {
      await page.getByRole('button', { name: 'New memory' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'New memory' })
      await app.writeJson(dialog.getByRole('textbox', { name: 'Payload' }), payload)
      await dialog.getByRole('button', { name: /^Store/ }).click()
      await dialog.waitFor({ state: 'detached' })
    }
    // The keyboard is the page's again.
    await app.table.waitFor()
    await app.table.focus()
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  const clusters = () => page.getByRole('listbox', { name: 'Clusters' }).getByRole('option')
  const bench = () => page.getByRole('region', { name: 'Merge' })

  it('DUP-1 DUP-2 finds clusters, merges one by keyboard alone, and undoes it as a whole', async () => {
    await page.keyboard.press('d')
    expect(await axeFinds(page)).toEqual([])
    await page.getByRole('button', { name: 'Look for duplicates' }).press('Enter')
    await clusters().nth(1).waitFor()
    await expect.poll(() => clusters().count()).toBe(2)
    await bench().getByText('What comes of it').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await clusters().filter({ hasText: 'session cookie' }).click()
    const seen = bench().getByRole('group', { name: 'seen' })
    await seen.getByRole('radio').nth(1).check()
    await page.getByRole('listbox', { name: 'Clusters' }).focus()
    await page.keyboard.press('m')
    await app.toast(/^Merged 2 memories into/).waitFor()
    await page.waitForFunction('document.querySelectorAll("[role=option]").length === 1')
    await page.keyboard.press('d')
    const merged = app.table.getByRole('row', { name: /session cookie/ })
    await expect.poll(() => merged.count(), { timeout: 20_000 }).toBe(1)
    await merged.click()
    await app.inspector.getByText('ann').first().waitFor()
    expect(await app.table.getByRole('row', { name: /session cookie/ }).count()).toBe(1)
    await page.keyboard.press('Control+z')
    await app.table
      .getByRole('row', { name: /session cookie/ })
      .nth(1)
      .waitFor()
  })

  it('DUP-1 keeps both for good: the pair does not come back', async () => {
    // What was found before is shown until it has looked again.
    const lookAgain = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Look again' }).click()
      await page.getByRole('button', { name: 'Look again', disabled: false }).waitFor()
    }
    await page.keyboard.press('d')
    await lookAgain()
    await clusters().nth(1).waitFor()
    await clusters().filter({ hasText: 'Bananas' }).click()
    await page.getByRole('option', { name: /Bananas/, selected: true }).waitFor()
    await bench().getByText('What comes of it').waitFor()
    await page.keyboard.press('b')
    await app.toast('Judged that 2 memories say different things').waitFor()
    await lookAgain()
    await page.getByText('1 cluster left').waitFor()
    expect(await clusters().count()).toBe(1)
    await clusters().filter({ hasText: 'session cookie' }).waitFor()
  })

  it('marks one memory by its box, which is more than to open it, and leads to the bin', async () => {
    await page.getByRole('radio', { name: 'Bin' }).click()
    await page.getByRole('radio', { name: 'Bin', checked: true }).waitFor()
    await page.getByRole('radio', { name: 'Memories' }).click()
    const bar = page.getByRole('toolbar', { name: 'Selection' })
    const row = app.table.getByRole('row', { name: /Bananas/ }).nth(1)
    await app.table
      .getByRole('row', { name: /Bananas/ })
      .nth(0)
      .click()
    await app.inspector.getByRole('heading', { level: 2 }).waitFor()
    expect(await bar.count()).toBe(0)
    await row.locator('[data-part="check"]').click()
    await bar.getByText('1 selected').waitFor()
    expect(await bar.getByRole('button', { name: 'Merge…' }).isDisabled()).toBe(true)
    await app.table.press('Escape')
    await bar.waitFor({ state: 'detached' })
  })

  it('DUP-2 merges what was chosen in the table', async () => {
    await app.table
      .getByRole('row', { name: /Bananas/ })
      .nth(0)
      .click()
    await app.table
      .getByRole('row', { name: /Bananas/ })
      .nth(1)
      .click({ modifiers: ['Control'] })
    await page.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Merge…' }).click()
    await bench()
      .getByRole('button', { name: /Merge 2 into one/ })
      .click()
    await app.toast(/^Merged 2 memories into "Bananas/).waitFor()
  })
})
