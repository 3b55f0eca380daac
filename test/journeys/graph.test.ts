import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { dataColor } from './data-color.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'
import { graphPage } from './graph-page.ts'

const skip = process.env.SOMA_SKIP_BROWSER
/** Colours of the best path and the two after it: `--data-1` and so on. */
const PATHS = [1, 6, 3].map(dataColor)

/** The graph of the sample, from a query to paths and files. */
describe.skipIf(skip)('the graph', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-graph-'))
  const problems: string[] = []
  let open: OpenApp
  let app: ReturnType<typeof appPage>
  const canvas = () => app.page.getByRole('application')
  const screen = () => app.page.getByRole('region', { name: 'Graph', exact: true })
  const command = async (title: string) => {
    await app.page.keyboard.press('Control+k')
    await app.page.getByRole('dialog').getByRole('combobox').fill(title)
    await app.page.getByRole('option', { name: title }).first().click()
  }

  const seen = (color: readonly number[]) => graphPage(app.page).seen(color)

  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    app = appPage(open.page)
    open.page.on('pageerror', (error) => problems.push(error.message))
    await app.page.getByText('4,484 memories').first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await open.page.screenshot({
      path: join(ROOT, 'test-results', `graph-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('opens as communities, and says how many there are', async () => {
    await app.page.keyboard.press('Control+3')
    await screen()
      .getByText(/communities of 4,4\d\d memories/)
      .waitFor()
    await screen().getByRole('complementary', { name: 'Legend' }).getByText('Community').waitFor()
  })

  it('opens a community in place, and closes it again', async () => {
    const drawn = async (): Promise<number> => {
      const text = await screen().innerText()
      return Number(/([\d,]+)\s+drawn/.exec(text)?.[1]?.replaceAll(',', '') ?? 0)
    }
    expect(await drawn()).toBe(0)
    await canvas().focus()
    await app.page.keyboard.press('ArrowRight')
    await app.page.keyboard.press('e')
    await expect.poll(drawn, { timeout: 20_000 }).toBeGreaterThan(50)
    await app.page.keyboard.press('c')
    await expect.poll(drawn, { timeout: 20_000 }).toBe(0)
  })

  it('opens around the results of a query', async () => {
    await app.goTo('Recall')
    await app.recall('session cookies that scripts can read')
    await command('Open the results in the graph')
    await screen()
      .getByRole('button', { name: /^Shown: Results of/ })
      .waitFor()
    await screen()
      .getByText(/memories/)
      .first()
      .waitFor()
  })

  it('LNK-6 draws what is near by meaning as dashed lines, and says how many', async () => {
    await app.page.keyboard.press('k')
    await screen().getByRole('switch', { name: 'Nearest by meaning' }).click()
    const entry = screen().getByRole('complementary', { name: 'Legend' }).getByRole('status')
    await expect
      .poll(async () => (await entry.innerText()).replaceAll(/\s+/g, ' '), { timeout: 20_000 })
      .toMatch(/^nearest by meaning [1-9]/)
    await screen().getByRole('switch', { name: 'Nearest by meaning' }).click()
    await entry.waitFor({ state: 'detached' })
    await app.page.keyboard.press('k')
  })

  it('LNK-6 lists what is near and not linked; a dismissed pair leaves and comes back with Undo', async () => {
    await app.page.keyboard.press('n')
    const panel = screen().getByRole('region', { name: 'Pairs to look after' }).first()
    await panel.getByRole('slider', { name: 'Similar from' }).focus()
    for (let i = 0; i < 5; i++) await app.page.keyboard.press('ArrowRight')
    await panel.getByRole('button', { name: 'Look for pairs' }).click()
    await panel.getByRole('button', { name: 'Look again' }).waitFor({ timeout: 60_000 })
    const dismiss = panel.getByRole('button', { name: 'Not a pair' })
    const found = await dismiss.count()
    expect(found).toBeGreaterThan(0)
    await dismiss.first().click()
    await expect.poll(() => dismiss.count()).toBe(found - 1)
    await app.page.keyboard.press('Control+z')
    await expect.poll(() => dismiss.count()).toBe(found)
    await app.page.keyboard.press('n')
  })

  it('shows what happened until a moment, and all again', async () => {
    const shown = async () => {
      const text = (await screen().getByRole('status').first().innerText()).replaceAll(/\s+/g, ' ')
      return Number(/([\d,]+) (?:of|memor)/.exec(text)?.[1]?.replaceAll(',', '') ?? 0)
    }
    await app.page.keyboard.press('t')
    const strip = screen().getByRole('region', { name: 'Time', exact: true })
    await strip.getByRole('button', { name: 'Play' }).waitFor()
    const all = await shown()
    await strip.getByRole('radio', { name: 'Stored' }).click()
    await strip.getByRole('radio', { name: 'Happened' }).click()
    const until = strip.getByRole('slider', { name: 'Until' })
    await until.focus()
    for (let i = 0; i < 5; i++) await app.page.keyboard.press('PageDown')
    await expect.poll(shown).toBeLessThan(all)
    await app.page.keyboard.press('End')
    await expect.poll(shown).toBe(all)
    await strip.getByRole('button', { name: 'Close the time' }).click()
    await strip.waitFor({ state: 'detached' })
  })

  it('LNK-3 lists three paths between two memories, and draws each in its colour', async () => {
    await canvas().focus()
    await app.page.keyboard.press('ArrowRight')
    await app.page.keyboard.press('a')
    const panel = app.page.getByRole('region', { name: 'Paths', exact: true }).first()
    for (let i = 0; i < 3; i++) await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('a')
    await panel.getByText('Path 3').waitFor()
    for (const color of PATHS) await expect.poll(() => seen(color), { timeout: 30_000 }).toBeGreaterThan(40)
  })

  it('has the same as a list, and axe finds nothing in either theme', async () => {
    for (const shown of ['drawing', 'list']) {
      expect(await axeFinds(app.page), shown).toEqual([])
      await command('Show the graph as a list or as a drawing')
      const next = shown === 'drawing' ? app.page.getByRole('listbox', { name: /as a list/ }) : canvas()
      await next.waitFor()
    }
  })

  it('saves what is seen as SVG, and what is shown as GEXF', async () => {
    for (const [kind, sign] of [
      ['SVG', '<svg '],
      ['GEXF', '<gexf'],
    ] as const) {
      await screen().getByRole('button', { name: 'Files' }).click()
      const saved = app.page.waitForEvent('download')
      await app.page.getByRole('menuitem', { name: kind }).first().click()
      expect(readFileSync(await (await saved).path(), 'utf8')).toContain(sign)
    }
  })

  it('had no error in the page', () => {
    expect(problems).toEqual([])
  })
})
