import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds, axeFindsAsIs } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER
/** Figures come every ten seconds. */
const PATIENT = { timeout: 60_000 }

describe.skipIf(skip)('watching what goes on', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-metrics-'))
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    page = open.page
    app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await page.screenshot({
      path: join(ROOT, 'test-results', `metrics-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  const inBothThemes = async (): Promise<void> => {
    expect(await axeFinds(page)).toEqual([])
  }
  const moment = (chart: string) => page.getByRole('slider', { name: `${chart}, moment` })

  it('shows recalls as charts over time, which keys can walk through', async () => {
    await app.recall('cookies without the secure flag')
    await app.goTo('Metrics')
    const latency = moment('Recall latency')
    await latency.waitFor(PATIENT)
    await latency.focus()
    await page.keyboard.press('End')
    await expect.poll(() => latency.getAttribute('aria-valuetext'), PATIENT).toMatch(/p50 .*p95 .*p99/)
    await inBothThemes()
  })

  it('zooms all charts at once into a stretch that is drawn out with keys, and back', async () => {
    const recalls = moment('Recalls a minute')
    await recalls.focus()
    await page.keyboard.press('End')
    for (let i = 0; i < 5; i++) await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Enter')
    const back = page.getByRole('button', { name: 'Back to the last hour' })
    await back.waitFor()
    await back.click()
    await page.getByText('Up to now, the last hour').waitFor()
    await page.getByRole('radio', { name: 'Month' }).click()
    await page.getByText('Up to now, the last month').waitFor()
  })

  it('tells the same figures as a table', async () => {
    await page.getByRole('radio', { name: 'Hour' }).click()
    await page.getByRole('button', { name: 'Recall latency as a table' }).click()
    const rows = page.getByRole('table').getByRole('row')
    await expect.poll(() => rows.count(), PATIENT).toBeGreaterThan(1)
    await inBothThemes()
  })

  it('opens what happened at the moment of a chart', async () => {
    await page.getByRole('button', { name: 'Recall latency as a chart' }).click()
    const latency = moment('Recall latency')
    await latency.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Back to the present/ }).waitFor()
    await page.getByRole('button', { name: /^Back to the present/ }).click()
  })

  const entries = () => page.getByRole('listbox', { name: 'Activity, newest first' }).getByRole('option')

  const storeAsAgent = async (coord: readonly number[]): Promise<void> => {
    const { origin } = new URL(page.url())
    const bearer = {
      authorization: `Bearer ${readFileSync(join(dataDir, 'token'), 'utf8').trim()}`,
      'x-soma-client': 'agent-7',
    }
    await fetch(`${origin}/memories`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify({ coord, payload: { text: 'The bridge opens at noon' } }),
    })
  }

  it('taps what happens, by whomever, and finds what happened before', async () => {
    await entries().filter({ hasText: 'cookies without the secure flag' }).first().waitFor()
    await inBothThemes()
    await storeAsAgent([4711, 1])
    await entries().filter({ hasText: '(4711, 1)' }).first().waitFor()
    await page
      .getByRole('button', { name: 'Who did it' })
      .or(page.getByRole('combobox', { name: 'Who did it' }))
      .first()
      .click()
    await page.getByRole('option', { name: 'agent-7', exact: true }).click()
    await expect.poll(() => entries().count()).toBe(1)
  })

  it('goes to a moment that is chosen in a calendar by keys, or typed', async () => {
    const upTo = page.getByRole('textbox', { name: 'Up to' })
    await page.getByRole('button', { name: 'Up to: choose a day' }).click()
    await page.getByRole('grid').waitFor()
    // The theme is chosen in a dialog of its own, which would close the calendar.
    expect(await axeFindsAsIs(page)).toEqual([])
    await page.keyboard.press('PageUp')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Back to the present/ }).waitFor()
    await expect.poll(() => upTo.inputValue()).toMatch(/^\d{4}-\d\d-\d\d 00:00:00$/)
    await upTo.fill('half past')
    await expect.poll(() => upTo.getAttribute('aria-invalid')).toBe('true')
    await upTo.fill('tomorrow 9:00')
    await upTo.blur()
    await expect.poll(() => upTo.inputValue()).toMatch(/ 09:00:00$/)
    await entries().first().waitFor()
    await page.getByRole('button', { name: /^Back to the present/ }).click()
    await expect.poll(() => upTo.inputValue()).toBe('')
  })

  it('holds what comes while it is paused, and says how much', async () => {
    await page.getByRole('button', { name: 'Show the activity of everybody' }).click()
    await entries().nth(1).waitFor()
    await page.getByRole('button', { name: /^Pause/ }).click()
    await storeAsAgent([4711, 2])
    const goOn = page.getByRole('button', { name: /^Go on, [1-9]\d* new/ })
    await goOn.waitFor()
    const held = entries().filter({ hasText: '(4711, 2)' })
    expect(await held.count()).toBe(0)
    await goOn.click()
    await held.first().waitFor()
  })

  it('records what is asked, and replays it against another setting', async () => {
    await page.getByRole('button', { name: 'Record', exact: true }).click()
    // What is asked before it has begun is not in it.
    await page.getByRole('button', { name: 'Stop recording' }).waitFor()
    await app.goTo('Recall')
    await app.recall('race condition in a lock')
    await app.goTo('Activity')
    await entries().filter({ hasText: 'race condition in a lock' }).first().waitFor()
    await page.getByRole('button', { name: 'Stop recording' }).click()
    const dialog = page.getByRole('dialog', { name: 'Recordings' })
    await dialog.getByRole('switch', { name: 'Exact' }).click()
    await dialog.getByRole('button', { name: 'Replay' }).click()
    await dialog.getByText(/of the hits are the same/).waitFor(PATIENT)
    await dialog.getByRole('button', { name: 'race condition in a lock' }).first().click()
    await dialog.getByRole('heading', { name: 'With these' }).first().waitFor()
    // The theme is chosen in a dialog of its own, so it stays what it is.
    expect(await axeFindsAsIs(page)).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  it('shows what was chosen, and asks it again in Recall', async () => {
    await entries().filter({ hasText: 'cookies without the secure flag' }).first().click()
    await page.getByRole('region', { name: 'What happened' }).getByText('Hits, best first').waitFor()
    await inBothThemes()
    await page.getByRole('button', { name: /^Ask again in Recall/ }).click()
    await expect.poll(() => app.query.inputValue()).toBe('cookies without the secure flag')
  })
})
