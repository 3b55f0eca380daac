import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFindsWithin, settled } from './axe-finds.ts'
import { cutFinds } from './cut-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'
import { keyboardWalk } from './keyboard-walk.ts'
import { outlineFinds } from './outline-finds.ts'

const SCREENS = [
  'Recall',
  'Memories',
  'Graph',
  'Map',
  'Tuning',
  'Gate',
  'Decay',
  'Metrics',
  'Activity',
  'Settings',
]

const skip = process.env.SOMA_SKIP_BROWSER

/** Nothing here clicks or sets the focus: what a person does who has no pointer. */
describe.skipIf(skip)('the keyboard alone', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-keyboard-'))
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  let walk: ReturnType<typeof keyboardWalk>
  const press = (...keys: readonly string[]): Promise<void> =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  const type = (text: string): Promise<void> => page.keyboard.type(text)
  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    page = open.page
    page.setDefaultTimeout(10_000)
    app = appPage(page)
    walk = keyboardWalk(page)
    await page.getByText('4,484 memories').first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return
    const file = join('test-results', `keyboard-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-'))
    await page.screenshot({ path: join(ROOT, file) })
    console.log(`the screen at the failure: ${file}`)
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('walks along the rail, and a palette that is left gives the focus back', async () => {
    await walk.tabTo(/^Memories$/)
    await press('Enter')
    await app.table.waitFor()
    await walk.isOn(/^Memories$/)
    await press('Control+k')
    await walk.isOn(/^Search or run a command|^$/)
    await press('Escape')
    await walk.isOn(/^Memories$/)
    await press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await press('Escape')
    await walk.isOn(/^Memories$/)
  })

  it('recalls a memory, opens it, and edits it', async () => {
    await press('Control+1')
    await walk.isOn(/^Query$/)
    await type('session cookie without secure flag')
    // The answer to all of it, not to its beginning.
    await app.results.getByRole('row', { name: /^1\b.*CVE-2008-3663/ }).waitFor()
    // Told once, when the typing is over, to who does not see it.
    const told = page.getByRole('status').filter({ hasText: /^10 memories in [\d.]+ m?s$/ })
    await expect.poll(() => told.count(), { timeout: 10_000 }).toBe(1)
    await press('ArrowDown')
    await walk.isOn(/CVE-2008-3663/)
    await press('Enter')
    await app.inspector.getByRole('tree', { name: 'Payload' }).waitFor()
    await walk.tabTo(/^Tree$/)
    await press('ArrowRight')
    await walk.isOn(/^JSON$/)
    await press('Enter')
    await walk.tabTo(/^Payload as JSON$/)
    await press('Control+a')
    await type('{"text": "A quokka smiles at the harbour."}')
    // The editor is no trap: Tab leaves it, to what was written.
    await walk.tabTo(/^Revert/, { most: 3 })
    await walk.tabTo(/^Save/, { most: 1 })
    await press('Enter')
    await app.inspector.getByRole('tab', { name: /History 2/ }).waitFor()
    // The buttons are gone, and the focus is not.
    await app.inspector.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
    await walk.isOn(/./)
  })

  it('links it with another one', async () => {
    await walk.tabTo(/^Payload$/, { back: true })
    await press('ArrowRight')
    await walk.isOn(/^History/)
    await press('ArrowRight')
    await walk.isOn(/^Links/)
    await app.inspector.getByRole('button', { name: 'Add link' }).waitFor()
    await walk.tabTo(/^Add link/)
    await press('Enter')
    await app.inspector.getByRole('form', { name: 'New link' }).waitFor()
    await walk.isOn(/./)
    await walk.tabTo(/^Pick a memory$/)
    await press('Enter')
    await type('race condition')
    const options = page.getByRole('option')
    await options
      .first()
      .getByText(/race condition/i)
      .first()
      .waitFor()
    await press('Enter')
    await walk.isOn(/^Another memory$/)
    await walk.tabTo(/^Add link/)
    await press('Enter')
    await app.inspector.getByRole('form', { name: 'New link' }).waitFor({ state: 'detached' })
    await app.inspector
      .getByRole('button', { name: /race condition/i })
      .first()
      .waitFor()
    await walk.isOn(/./)
  })

  it('undoes and redoes', async () => {
    const links = app.inspector.getByRole('tab', { name: /^Links/ })
    const linked = await links.innerText()
    await press('Control+z')
    await expect.poll(() => links.innerText(), { timeout: 10_000 }).not.toBe(linked)
    await press('Control+Shift+z')
    await expect.poll(() => links.innerText(), { timeout: 10_000 }).toBe(linked)
  })

  it('finds a path between two memories', async () => {
    await press('Control+3')
    await page.getByRole('textbox', { name: 'Find in the graph' }).waitFor()
    await press('p')
    await page.getByRole('button', { name: 'Pick A' }).waitFor()
    await walk.tabTo(/^Pick A$/)
    await press('Enter')
    await type('quokka')
    await page
      .getByRole('option')
      .getByText(/quokka/i)
      .first()
      .waitFor()
    await press('Enter')
    await walk.isOn(/^Pick B$/)
    await press('Enter')
    await type('race condition')
    await page
      .getByRole('option')
      .getByText(/race condition/i)
      .first()
      .waitFor()
    await press('Enter')
    await page.getByRole('heading', { name: /^\d+ paths?$/ }).waitFor()
    await walk.isOn(/./)
  })

  it('changes a setting and puts it back', async () => {
    await press('Control+k')
    await type('recall.weights.vector')
    await page.getByRole('option', { name: /^Set: Weight of meaning/ }).waitFor()
    await press('Enter')
    await walk.isOn(/^Weight of meaning$/)
    await press('Control+a')
    await type('0.3')
    await press('Enter')
    await page.getByRole('button', { name: 'Reset Weight of meaning', disabled: false }).waitFor()
    await walk.tabTo(/^Reset Weight of meaning$/, { most: 2 })
    await press('Enter')
    await page.getByRole('button', { name: 'Reset Weight of meaning', disabled: true }).waitFor()
    // The button has nothing to do any more.
    await walk.isOn(/^Weight of meaning$/)
  })

  it('opens the menu of the row that it is at, throws its memory away, and stays in the table', async () => {
    await press('Control+2')
    await app.table.waitFor()
    await walk.tabTo(/^Memories$/)
    const role = (): Promise<string | null> => page.locator(':focus').getAttribute('role')
    for (let i = 0; i < 3 && (await role()) !== 'grid'; i++) await walk.tabTo(/^Memories$/)
    await press('ArrowDown', 'ArrowDown', 'Shift+F10')
    const menu = page.getByRole('menu')
    await menu.getByRole('menuitem', { name: 'Open in inspector' }).waitFor()
    const row = page.locator(`[id="${await app.table.getAttribute('aria-activedescendant')}"]`)
    // What asks what the memory is comes later, and makes the menu longer.
    await menu.getByRole('menuitem', { name: /^Delete/ }).waitFor()
    const gap = async (): Promise<number> => {
      const [box, line] = [await menu.boundingBox(), await row.boundingBox()]
      return Math.abs((box?.y ?? 0) - ((line?.y ?? 0) + (line?.height ?? 0)))
    }
    await expect.poll(gap).toBeLessThan(12)
    await press('End')
    await walk.isOn(/^Delete/)
    await press('Escape')
    await walk.isOn(/^Memories$/)
    await press('ContextMenu')
    await walk.isOn(/^Open in inspector/)
    await press('Escape')
    await walk.isOn(/^Memories$/)
    await press('Delete')
    await app.toast(/Deleted/).waitFor()
    await walk.isOn(/^Memories$/)
    await expect.poll(role).toBe('grid')
  })

  it('walks over the days of a calendar, and is in the field once one is chosen', async () => {
    await press('Control+9')
    await page.getByRole('textbox', { name: 'Search the activity' }).waitFor()
    await press('/')
    await walk.isOn(/^Search the activity$/)
    await walk.tabTo(/^Up to: choose a day$/, { most: 8 })
    await press('Enter')
    await walk.isOn(/, \d{4}$/)
    await press('PageUp', 'Home')
    await walk.isOn(/^Sunday, /)
    await press('ArrowRight')
    await walk.isOn(/^Monday, /)
    await press('Shift+PageDown', 'Shift+PageUp')
    await walk.isOn(/^Monday, /)
    await press('Escape')
    await walk.isOn(/^Up to: choose a day$/)
    await press('Enter')
    await walk.isOn(/, \d{4}$/)
    await press('ArrowLeft', 'Enter')
    await walk.isOn(/^Up to$/)
    await walk.tabTo(/^Back to the present/)
    await press('Enter')
    await page.getByRole('button', { name: 'Pause' }).waitFor()
  })

  it('opens the menu of the node that the arrows have come to', async () => {
    await press('Control+3')
    await page.getByRole('application', { name: /^Graph of [1-9]/ }).waitFor()
    await walk.tabTo(/^Graph of/)
    await press('ArrowRight', 'Shift+F10')
    await page.getByRole('menuitem', { name: /^Open/ }).first().waitFor()
    await press('Escape')
    await walk.isOn(/^Graph of/)
  })

  it('works in a window that was torn off', async () => {
    const opened = page.context().waitForEvent('page')
    await press('Control+k')
    await type('Open this screen in a new window')
    await page.getByRole('option', { name: /^Open this screen in a new window/ }).waitFor()
    await press('Enter')
    const torn = await opened
    await torn.getByRole('application', { name: /^Graph of [1-9]/ }).waitFor()
    const there = keyboardWalk(torn)
    await there.tabTo(/^Recall$/)
    await torn.keyboard.press('Control+1')
    await there.isOn(/^Query$/)
    await torn.close()
    await page.bringToFront()
  })

  it('has room for everything at 200 per cent, and an outline on each screen', async () => {
    // 1280 × 800 at twice the size.
    await page.setViewportSize({ width: 640, height: 400 })
    for (const [place, screen] of SCREENS.entries()) {
      await press(place === 9 ? 'Control+,' : `Control+${(place + 1) % 10}`)
      await page.getByRole('group', { name: screen, exact: true }).waitFor()
      await settled(page)
      expect(await cutFinds(page), screen).toEqual([])
      expect(await outlineFinds(page), screen).toEqual([])
    }
    await press('Control+2')
    await page.emulateMedia({ colorScheme: 'dark' })
    for (const command of ['New memory', 'Import', 'Export memories', 'Keyboard shortcuts']) {
      await press('Control+k')
      await type(command)
      await page.getByRole('option').first().waitFor()
      await press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().waitFor()
      await settled(page)
      expect(await cutFinds(page), command).toEqual([])
      expect(await axeFindsWithin(page, '[role="dialog"]'), command).toEqual([])
      await press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await press('Control+k')
    await page.getByRole('option').first().waitFor()
    expect(await axeFindsWithin(page, '[role="dialog"]'), 'palette').toEqual([])
    await press('Escape')
    await walk.tabTo(/^Namespace /)
    await press('Enter')
    await page.getByRole('menuitem').first().waitFor()
    expect(await axeFindsWithin(page, '[role="menu"]'), 'menu').toEqual([])
    await press('Escape')
    await walk.isOn(/^Namespace /)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('moves nothing where motion is to be reduced, and keeps its rings in forced colours', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })
    await press('Control+1')
    await walk.isOn(/^Query$/)
    await type(' cookie')
    await app.results.getByRole('row').first().waitFor()
    await press('Control+k')
    await page.getByRole('dialog').waitFor()
    const moving = `document.getAnimations().filter((one) => one.effect.getComputedTiming().activeDuration > 1).length`
    expect(await page.evaluate(moving)).toBe(0)
    await press('Escape')
    for (let i = 0; i < 8; i++) await walk.tabTo(/^/)
    await page.emulateMedia({ reducedMotion: 'no-preference', forcedColors: 'none' })
  })
})
