import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER
/** A sweep of the sample takes a few seconds where nothing else runs. */
const PATIENT = { timeout: 90_000 }

describe.skipIf(skip)('tuning of the index', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-tuning-'))
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    page = open.page
    app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
    await app.goTo('Tuning')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await page.screenshot({
      path: join(ROOT, 'test-results', `tuning-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  const width = () => page.getByRole('textbox', { name: 'Beam width, as a number', exact: true })
  const inBothThemes = async (): Promise<void> => {
    expect(await axeFinds(page)).toEqual([])
  }

  it('QUAL-3 measures what is in force against the exact answer', async () => {
    await page.getByText('What would other settings give?').waitFor(PATIENT)
    await page.getByText('Measured on a copy; nothing is changed.').waitFor(PATIENT)
    await inBothThemes()
  })

  it('QUAL-3 sweeps on a copy, and draws what no other setting beats', async () => {
    await page
      .getByRole('button', { name: /^Run a sweep/ })
      .first()
      .click()
    await page.getByText(/settings, \d+ queries each$/).waitFor(PATIENT)
    await inBothThemes()
    await page.getByRole('button', { name: 'Show as a table' }).click()
    await expect.poll(() => page.getByRole('table').first().getByRole('row').count()).toBeGreaterThan(10)
    await inBothThemes()
    await page.getByRole('button', { name: 'Show as a plot' }).click()
  })

  it('QUAL-3 MEM-10 applies a setting as one change, which undo takes back', async () => {
    const before = await width().inputValue()
    await page.getByRole('button', { name: 'Show as a table' }).click()
    // The dearest of those that have another width: which takes longest is measured.
    const widths = page.getByRole('table').first().getByRole('rowheader').getByRole('button')
    await widths
      .filter({ hasNotText: new RegExp(`^${before}$`) })
      .last()
      .click()
    const tried = await width().inputValue()
    expect(tried).not.toBe(before)
    await page.getByRole('button', { name: 'Apply this setting' }).click()
    await app
      .toast(/^Changed 2 settings/)
      .getByRole('button', { name: /^Undo/ })
      .click()
    await app.toast(/^Undid/).waitFor()
    await expect.poll(() => width().inputValue(), PATIENT).toBe(before)
  })

  it('shows the lists, and where misses come from', async () => {
    await page.getByRole('tab', { name: 'Index' }).click()
    await page.getByText('Sizes of lists').waitFor()
    await page.getByRole('heading', { name: 'Where misses come from' }).waitFor()
    await page
      .getByText(/nearest are not found|Nothing is missed/)
      .first()
      .waitFor(PATIENT)
    await inBothThemes()
  })

  it('QUAL-1 QUAL-4 an index that is broken on purpose raises the alert, is seen in the chart, and autotune mends it', async () => {
    await page.getByRole('tab', { name: 'Watch' }).click()
    await page.getByText('Nothing was asked yet').waitFor(PATIENT)
    await inBothThemes()
    await app.goTo('Recall')
    const words = 'buffer cookie race injection traversal hash leak password token upload overflow pointer'
    const more =
      'certificate log format integer session permission redirect script memory lock kernel browser'
    for (const word of `${words} ${more}`.split(' ')) {
      await app.query.fill(word)
      // An answer to the query before says nothing of this one.
      await app.results
        .locator('mark', { hasText: new RegExp(word, 'i') })
        .first()
        .waitFor()
    }
    await app.goTo('Tuning')
    const measure = page.getByRole('button', { name: 'Measure now' })
    const watch = page.getByRole('region', { name: 'Watch' })
    await expect
      .poll(async () => {
        if (await measure.isEnabled().catch(() => false)) await measure.click()
        return watch.getByText(/recall@10.*24 queries/).count()
      }, PATIENT)
      .toBeGreaterThan(0)
    await page.getByRole('button', { name: /^recall@10 (1\.00|0\.\d\d)$/ }).waitFor()

    await width().fill('1')
    await width().press('Enter')
    await page.getByRole('button', { name: 'Apply these settings' }).click()
    await watch.getByRole('alert').filter({ hasText: 'Below the alert level of 0.9' }).waitFor(PATIENT)
    await app.toast('Searches miss more than they should').waitFor()
    await watch.getByRole('button', { name: 'Why not?' }).first().waitFor(PATIENT)
    await inBothThemes()
    await watch.getByRole('button', { name: 'Recall as a table' }).click()
    await expect.poll(() => watch.getByRole('table').getByRole('row').count()).toBeGreaterThan(2)
    await watch.getByRole('button', { name: 'Recall as a chart' }).click()

    await watch.getByRole('radio', { name: 'Hold recall' }).click()
    const moves = watch.getByRole('list', { name: 'Moves' })
    await moves.getByText(/^Set beam 1 → \d+.*is below 0\.95/).waitFor(PATIENT)
    await expect.poll(() => watch.getByRole('alert').count(), PATIENT).toBe(0)
    await inBothThemes()
    await watch.getByRole('radio', { name: 'Off' }).click()
    // It may have narrowed again what was more than enough: the last move stands first.
    await moves.getByRole('button', { name: 'Undo' }).first().click()
    await moves.getByText('undone').waitFor(PATIENT)
  })

  it('IDX-5 says that there is nothing to tune where little is stored', async () => {
    await app.switchNamespace('default')
    await page.getByText('No memories yet').waitFor(PATIENT)
    await inBothThemes()
  })
})
