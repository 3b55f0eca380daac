import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFindsAsIs } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER
const QUERY = 'session cookies that scripts can read'

/** A recall taken apart: each step goes on from the screen that the one before left. */
describe.skipIf(skip)('recall that explains itself', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-recall-'))
  const problems: string[] = []
  let open: OpenApp
  let app: ReturnType<typeof appPage>

  const panel = (name: string) => app.page.getByRole('region', { name, exact: true })
  const row = (place: number) => app.results.getByRole('row').nth(place - 1)
  const side = (name: 'A' | 'B') => app.page.getByRole('grid', { name: `Results of ${name}` })
  const choose = async (field: string, option: string) => {
    await app.page.getByRole('combobox', { name: field }).click()
    await app.page.getByRole('option', { name: option, exact: true }).click()
  }
  const isClean = async (what: string) => {
    expect(await axeFindsAsIs(app.page), what).toEqual([])
  }

  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    app = appPage(open.page)
    open.page.on('pageerror', (error) => problems.push(error.message))
    open.page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    await app.page.getByText('4,484 memories').first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await open.page.screenshot({
      path: join(ROOT, 'test-results', `recall-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('walks the results by keyboard: down, numbers, open, and back to the box', async () => {
    await app.recall(QUERY)
    await app.query.press('ArrowDown')
    await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('Space')
    await row(2).getByText('Normalised').waitFor()
    await app.page.keyboard.press('Space')
    await row(2).getByText('Normalised').waitFor({ state: 'detached' })
    const title = await row(2).getByRole('paragraph').first().innerText()
    await app.page.keyboard.press('Enter')
    await app.inspector.getByRole('heading', { level: 2, name: title }).waitFor()
    await app.page.keyboard.press('ArrowUp')
    await app.page.keyboard.press('ArrowUp')
    await app.query.and(app.page.locator(':focus')).waitFor()
  })

  it('IDX-8 shows how the answer came about, and IDX-5 that exact compares with all', async () => {
    await app.query.press('ArrowDown')
    await app.page.keyboard.press('p')
    const search = panel('The search')
    await search.getByRole('region', { name: 'Words' }).getByText('cookies').waitFor()
    await search.getByRole('region', { name: 'Meaning' }).getByText('candidates').waitFor()
    await app.page.keyboard.press('e')
    await search.getByText('Compared with all 4,484').waitFor()
    await isClean('the search')
    await app.page.keyboard.press('e')
    await app.page.keyboard.press('p')
    await search.waitFor({ state: 'detached' })
  })

  it('REC-5 says why a memory was left out, and Apply lets it in', async () => {
    await row(7).click()
    const title = await row(7).getByRole('paragraph').first().innerText()
    await choose('How many results', 'Top 3')
    await expect.poll(() => app.results.getByRole('row').count()).toBe(3)
    await app.page.getByRole('button', { name: 'Why not this one?' }).click()
    const why = panel('Why not this one?')
    await why.getByText('It comes 7th and 3 are shown').waitFor()
    await why.getByText('3 → 7').waitFor()
    await isClean('why not')
    await why.getByRole('button', { name: 'Apply' }).click()
    await row(7).getByText('let in').waitFor()
    await expect.poll(() => row(7).getByRole('paragraph').first().innerText()).toBe(title)
    await why.getByText('among the results, at place 7').waitFor()
  })

  it('REC-5 says which filter keeps a memory out, of one that was picked by its words', async () => {
    await app.page.getByRole('button', { name: 'episodic', exact: true }).click()
    const why = panel('Why not this one?')
    await why.getByRole('button', { name: 'Another memory' }).click()
    await app.page.keyboard.type('sensitive cookie httponly')
    await app.page.getByRole('option', { name: /CWE-1004/ }).click()
    await why.getByText('Filtered out').waitFor()
    await why.getByText('type episodic', { exact: true }).waitFor()
    await why.getByRole('button', { name: 'Apply' }).click()
    await app.results
      .getByRole('row', { name: /CWE-1004/ })
      .getByText('let in')
      .waitFor()
    await app.page.getByRole('button', { name: 'Close why not this one?' }).click()
    await choose('How many results', 'Top 10')
    await expect.poll(() => app.results.getByRole('row').count()).toBe(10)
  })

  it('QUAL-2 stars what a query should find, runs the set, and takes a star back', async () => {
    await app.query.press('ArrowDown')
    await app.page.keyboard.press('s')
    await app.toast(/^Starred/).waitFor()
    await row(1)
      .getByRole('button', { name: /^In the golden set/ })
      .waitFor()
    await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('s')
    await row(2)
      .getByRole('button', { name: /^In the golden set/ })
      .waitFor()
    await app.page.keyboard.press('g')
    const golden = panel('Golden sets')
    await golden.getByRole('button', { name: 'Run', exact: true }).click()
    await golden.getByRole('term').filter({ hasText: 'Recall@10' }).waitFor()
    await golden.getByRole('row', { name: new RegExp(`^${QUERY} 1\\.00`) }).waitFor()
    await golden.getByRole('tab', { name: 'Queries 1' }).waitFor()
    await isClean('golden sets')
    await app.page.keyboard.press('Control+z')
    await row(2)
      .getByRole('button', { name: /^Expect it/ })
      .waitFor({ state: 'attached' })
    await golden.getByRole('button', { name: 'Close golden sets' }).click()
  })

  it('compares two settings side by side with a line for each memory of both', async () => {
    await app.page.getByRole('button', { name: 'Compare two settings' }).click()
    await app.page.getByText('10 of 10 in both').waitFor()
    await app.page.getByRole('group', { name: 'Side B' }).getByRole('button', { name: 'Weights' }).click()
    await app.page.getByRole('slider', { name: 'Weight of Words' }).press('Home')
    await app.page.keyboard.press('Escape')
    await app.page.getByText(/^[0-9] of 10 in both/).waitFor()
    await side('B').getByText('only B').first().waitFor()
    const shared = Number((await app.page.getByText(/ of 10 in both/).innerText()).split(' ')[0])
    await expect.poll(() => app.page.locator('svg path[class*="line"]').count()).toBe(shared)
    await side('A').getByRole('row').first().focus()
    await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('ArrowRight')
    await side('B').locator(':focus').waitFor()
    await isClean('comparison')
    await app.page.getByRole('button', { name: 'Use B' }).click()
    await app.page.getByRole('list', { name: 'Weights of this answer' }).getByText('100%').waitFor()
    await app.page.getByRole('button', { name: 'Weights changed' }).waitFor()
  })

  it('keeps a query under a name over a reload, with its filter and depth', async () => {
    await app.page.getByRole('button', { name: 'semantic', exact: true }).click()
    await choose('How many results', 'Top 5')
    await app.page.keyboard.press('Control+Shift+S')
    await app.page.getByRole('textbox', { name: 'Save this query as' }).fill('Cookies')
    await app.page.keyboard.press('Enter')
    await app.toast(/^Saved/).waitFor()
    await app.page.reload()
    await app.query.press('Alt+ArrowDown')
    await app.page.getByRole('option', { name: /^Cookies/, selected: true }).waitFor()
    await app.page.keyboard.press('Enter')
    await expect.poll(() => app.query.inputValue()).toBe(QUERY)
    await expect.poll(() => app.results.getByRole('row').count()).toBe(5)
    await app.page.getByRole('button', { name: 'semantic', exact: true, pressed: true }).waitFor()
    await app.query.press('Alt+ArrowDown')
    await app.page.getByRole('button', { name: 'Remove Del' }).click()
    await app.page.getByRole('option', { name: /^Cookies/ }).waitFor({ state: 'detached' })
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('button', { name: /^Undo/ }).first().click()
    await app.query.press('Alt+ArrowDown')
    await app.page.getByRole('option', { name: /^Cookies/ }).waitFor()
  })

  it('had no error in the page', () => {
    expect(problems).toEqual([])
  })
})
