import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER
/** UMAP of the sample takes some seconds where nothing else runs. */
const PATIENT = { timeout: 120_000 }

/** Counts pixels of the points that are no ground, in the frame in which they are drawn, by rough colour. */
const COUNT_PIXELS = `new Promise((resolve) => {
  const canvas = document.querySelector('canvas[data-points]')
  const draw = WebGL2RenderingContext.prototype.drawArrays
  WebGL2RenderingContext.prototype.drawArrays = function (...args) {
    draw.apply(this, args)
    WebGL2RenderingContext.prototype.drawArrays = draw
    const { width, height } = canvas
    const bytes = new Uint8Array(width * height * 4)
    this.readPixels(0, 0, width, height, this.RGBA, this.UNSIGNED_BYTE, bytes)
    const colors = new Set()
    let drawn = 0
    let top = null
    for (let i = 0; i < bytes.length; i += 4) {
      if (bytes[i + 3] < 200) continue
      drawn += 1
      colors.add([bytes[i] >> 5, bytes[i + 1] >> 5, bytes[i + 2] >> 5].join())
      // The last row of the picture is the first on the screen.
      top = { x: (i / 4) % width, y: height - 1 - Math.floor(i / 4 / width) }
    }
    resolve({ drawn, colors: colors.size, top })
  }
  canvas.parentElement.dispatchEvent(new WheelEvent('wheel', { deltaY: 0, clientX: 400, clientY: 400 }))
})`

interface Pixels {
  readonly drawn: number
  readonly colors: number
  readonly top: { readonly x: number; readonly y: number }
}

describe.skipIf(skip)('the map', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-map-'))
  const problems: string[] = []
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    page = open.page
    page.setDefaultTimeout(20_000)
    page.on('pageerror', (error) => problems.push(error.message))
    app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
    await page.keyboard.press('Control+4')
    await map().waitFor(PATIENT)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await page.screenshot({
      path: join(ROOT, 'test-results', `map-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  const map = () => page.getByRole('application', { name: /^Map of/ })
  const legend = () => page.getByRole('complementary', { name: 'Legend' })
  const entries = () => legend().getByRole('listitem').getByRole('button')
  const selection = () => page.getByRole('toolbar', { name: 'Selection' })
  const pixels = (): Promise<Pixels> => page.evaluate(COUNT_PIXELS)
  const inBothThemes = async (): Promise<void> => {
    expect(await axeFinds(page)).toEqual([])
  }

  it('draws every memory by what it means, in the colours of its regions', async () => {
    await expect.poll(() => map().getAttribute('aria-label')).toContain('4,484 memories')
    await expect.poll(async () => (await pixels()).drawn).toBeGreaterThan(5000)
    await expect.poll(async () => (await pixels()).colors).toBeGreaterThan(6)
    await expect.poll(() => entries().count()).toBe(8)
    await expect.poll(() => entries().first().innerText()).not.toContain('Region 1')
    await inBothThemes()
  })

  it('names what is under the pointer, and opens it with its nearest', async () => {
    const box = await map().boundingBox()
    const { top } = await pixels()
    const at = [(box?.x ?? 0) + top.x, (box?.y ?? 0) + top.y] as const
    await page.mouse.move(at[0] + 1, at[1])
    const title = await map().locator('[aria-hidden] > span').first().innerText()
    await page.mouse.click(...at)
    await app.inspector.getByText(title).first().waitFor()
    // The commands of the open memory, where it is pointed at; those of the map beside it.
    await page.mouse.click(...at, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Pin memory' }).waitFor()
    await page.getByRole('menuitem', { name: 'Copy coordinate' }).click()
    await app.toast(/^Copied/).waitFor()
    await page.mouse.click((box?.x ?? 0) + 4, (box?.y ?? 0) + 4, { button: 'right' })
    await page.getByRole('menuitem', { name: 'Fit the map' }).click()
  })

  it('leaves out what the legend is told, and shows it again', async () => {
    const before = (await pixels()).drawn
    const first = entries().first()
    await first.click()
    await expect.poll(() => first.getAttribute('aria-pressed')).toBe('false')
    await expect.poll(async () => (await pixels()).drawn).toBeLessThan(before)
    await first.click()
    await expect.poll(async () => (await pixels()).drawn).toBe(before)
  })

  it('takes other colours, with what they mean', async () => {
    await page.getByRole('combobox', { name: 'Colour by' }).click()
    await page.getByRole('option', { name: 'Outlier score' }).click()
    await legend().getByText('far from its nearest; 3.5 is extreme').waitFor(PATIENT)
    await expect.poll(async () => (await pixels()).colors, PATIENT).toBeGreaterThan(10)
    await page.getByRole('combobox', { name: 'Colour by' }).click()
    await page.getByRole('option', { name: 'Index list' }).click()
    await legend()
      .getByText(/lists, each around its centroid/)
      .waitFor()
    await expect.poll(async () => (await pixels()).colors).toBeGreaterThan(6)
    await legend().getByRole('button', { name: 'Index list' }).click()
    await expect.poll(() => legend().innerText()).toBe('Index list')
    await legend().getByRole('button', { name: 'Index list' }).click()
    await page.getByRole('combobox', { name: 'Colour by' }).click()
    await page.getByRole('option', { name: 'Type' }).click()
    await expect.poll(() => entries().count()).toBe(2)
  })

  it('catches with a lasso what is changed together, and undone', async () => {
    await page.keyboard.press('Escape')
    await map().focus()
    await page.keyboard.press('l')
    const box = (await map().boundingBox()) as { x: number; y: number; width: number; height: number }
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const line = [
      [x - 60, y - 60],
      [x + 60, y - 60],
      [x + 60, y + 60],
      [x - 60, y + 60],
    ] as const
    await page.mouse.move(...(line[0] as [number, number]))
    await page.mouse.down()
    for (const [to, up] of line) await page.mouse.move(to, up, { steps: 4 })
    await page.mouse.up()
    await selection()
      .getByText(/^[\d,]+ chosen$/)
      .waitFor()
    await inBothThemes()
    await selection().getByRole('button', { name: 'Pin', exact: true }).click()
    await app.toast(/Pinned/).waitFor()
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await selection().getByRole('button', { name: 'Open in Memories' }).click()
    await page.getByRole('grid', { name: 'Memories' }).waitFor()
    await app.goTo('Map')
    await map().waitFor()
  })

  it('finds by words and flies there', async () => {
    await page.keyboard.press('Escape')
    await page
      .getByRole('searchbox', { name: 'Find on the map' })
      .or(page.getByRole('textbox', { name: 'Find on the map' }))
      .fill('injection')
    await page.getByRole('option').first().waitFor()
    const title = await page.getByRole('option').first().locator('span').first().innerText()
    await page.keyboard.press('Enter')
    await app.inspector.getByText(title).first().waitFor()
  })

  it('walks with the arrows, and is a list too', async () => {
    await map().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => map().getByRole('status').innerText()).not.toBe('')
    await page.keyboard.press('v')
    await page.getByRole('listbox', { name: /^The map as a list: 4,484 memories/ }).waitFor()
    await inBothThemes()
    await page.keyboard.press('v')
    await map().waitFor()
  })

  it('IDX-8 draws a search step by step, and is led to from Recall and back', async () => {
    await map().focus()
    await page.keyboard.press('s')
    await page.getByLabel('Query to draw').fill('sql injection')
    await page.keyboard.press('Enter')
    const strip = page.getByRole('region', { name: 'The search on the map' })
    await strip.getByText(/^\d of \d/).waitFor(PATIENT)
    await strip.getByRole('button', { name: 'Step on' }).click()
    await strip.getByRole('button', { name: 'First step' }).click()
    await strip.getByText(/^1 of/).waitFor()
    await strip.getByText(/centroids scored|compared$/).waitFor()
    await inBothThemes()
    await map().focus()
    for (let i = 0; i < 6; i++) await page.keyboard.press('.')
    await strip
      .getByText(/missed/)
      .first()
      .waitFor()
    await strip.getByRole('button', { name: 'In Recall' }).click()
    await page.getByRole('button', { name: 'See it on the map' }).click()
    await strip.getByText(/^\d of \d/).waitFor(PATIENT)
    await strip.getByRole('button', { name: 'Close the search' }).click()
    await map().focus()
    await page.keyboard.press('i')
    await page.getByText(/lists of up to|has no lists/).waitFor()
    await inBothThemes()
    await page.keyboard.press('i')
  })

  it('lays out with UMAP in a thread, tells how far it is, and can be given up', async () => {
    await page.getByRole('radio', { name: 'UMAP' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click(PATIENT)
    await page.getByRole('radio', { name: 'Plane', checked: true }).waitFor()
    await page.getByRole('radio', { name: 'UMAP' }).click()
    await page
      .getByText(/^Laying out, round/)
      .first()
      .waitFor(PATIENT)
    await page
      .getByRole('progressbar', { name: /^Making the map/ })
      .waitFor({ state: 'detached', ...PATIENT })
    await expect.poll(async () => (await pixels()).drawn).toBeGreaterThan(5000)
  })

  it('shows a list where the window cannot draw, and says what helps', async () => {
    const other = await page.context().newPage()
    await other.addInitScript(`HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
      apply: (real, canvas, args) => (String(args[0]).startsWith('webgl') ? null : Reflect.apply(real, canvas, args)),
    })`)
    await other.goto(page.url())
    await other.getByText('This window cannot draw').waitFor()
    await other.getByRole('listbox', { name: /^The map as a list/ }).waitFor()
    await other.close()
    expect(problems).toEqual([])
  })
})
