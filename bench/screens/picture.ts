import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { ROOT } from '../../test/journeys/edition.ts'
import { PICTURED_FOLDER } from './folders.ts'

const PLACES = [
  [`${PICTURED_FOLDER}-shelf`, '/home/you/shelf'],
  [PICTURED_FOLDER, '/home/you/.local/share/soma-inspector'],
  [ROOT, '/home/you/soma-inspector'],
]

export type Theme = 'light' | 'dark'

const QUALITY = 45
/** Two pictures that are the same, so far apart. */
const STILL_MS = 250
/** What does not come to rest is taken after that; 100,000 memories may be read and laid out before. */
const PATIENCE_MS = 15_000
const LOADING_MS = 150_000
/** Pixels above the status bar, whose times are others at each run: fewer than these and nothing was changed. A tick is more. */
const SEEN_PIXELS = 150
const STATUS_BAR = 24

/** Skeletons, what is busy, a graph that is being laid out, and what fades. */
const IS_WAITING = `document.fonts.status !== 'loaded' ||
  [...document.querySelectorAll('[class*="skeleton"], [aria-busy="true"], [role="progressbar"], [aria-label="Pause the layout"]')].some((one) => one.checkVisibility()) ||
  document.getAnimations().some((one) => one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime))`

/** Where the program and its data are on this computer, is nobody's business: what is shown is where they mostly are. */
const SAME_PLACES = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const places = ${JSON.stringify(PLACES)}
  while (walker.nextNode()) {
    const node = walker.currentNode
    for (const [here, shown] of places) if (node.data.includes(here)) node.data = node.data.replaceAll(here, shown)
  }
  for (const field of document.querySelectorAll('input')) {
    for (const [here, shown] of places) if (field.value.includes(here)) field.value = field.value.replaceAll(here, shown)
  }
})()`

/** Base64 of a picture. */
type Take = () => Promise<string>

/** As the screen has it. */
export const inPoints =
  (cdp: CDPSession): Take =>
  async () =>
    (await cdp.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })).data

/** In all pixels of a screen that has more of them: the way above forgets those. @param blank a page that is nothing */
export const inPixels =
  (page: Page, blank: Page): Take =>
  async () => {
    const png = (await page.screenshot({ scale: 'device' })).toString('base64')
    const webp = await blank.evaluate(`(async () => {
      const image = new Image()
      image.src = 'data:image/png;base64,${png}'
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
      canvas.getContext('2d').drawImage(image, 0, 0)
      return canvas.toDataURL('image/webp', ${QUALITY / 100})
    })()`)
    return String(webp).replace(/^[^,]*,/, '')
  }

interface Picture {
  readonly take: Take
  readonly file: string
  readonly theme: Theme
  /** Where it is compared with what was there, or null to write it in any case. */
  readonly blank: Page | null
  /** As it is at once: it does not come to rest. */
  readonly isAtWork?: boolean
}

/** The picture of what is shown once it does not change any more; what never comes to rest is said and taken as it is. */
export const takePicture = async (
  page: Page,
  { take, file, theme, blank, isAtWork = false }: Picture,
): Promise<boolean> => {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.locator(`html[data-theme="${theme}"]`).waitFor()
  // Where the pointer is left it would light something up.
  await page.mouse.move(0, 0)
  const loadedBy = performance.now() + LOADING_MS
  let until = performance.now() + PATIENCE_MS
  let before = ''
  let isStill = isAtWork
  if (isAtWork) {
    // What is late on purpose, such as skeletons, is there by then.
    await page.waitForTimeout(STILL_MS)
    await page.evaluate(SAME_PLACES)
  }
  while (!isStill && performance.now() < until) {
    await page.waitForTimeout(STILL_MS)
    if (performance.now() < loadedBy && (await page.evaluate(IS_WAITING))) {
      until = performance.now() + PATIENCE_MS
      continue
    }
    await page.evaluate(SAME_PLACES)
    const now = await take()
    isStill = now === before
    before = now
  }
  if (before === '') before = await take()
  if (!blank || !existsSync(file) || (await isOther(blank, readFileSync(file, 'base64'), before))) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, Buffer.from(before, 'base64'))
  }
  return isStill
}

/** Whether somebody would see that these are two pictures: one that is as it was is not written again. */
const isOther = async (blank: Page, one: string, other: string): Promise<boolean> =>
  Boolean(
    await blank.evaluate(`(async () => {
      const read = async (picture) => {
        const image = new Image()
        image.src = 'data:image/webp;base64,' + picture
        await image.decode()
        const { width, height } = image
        const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
        context.drawImage(image, 0, 0)
        return { width, height, data: context.getImageData(0, 0, width, height).data }
      }
      const [a, b] = [await read('${one}'), await read('${other}')]
      if (a.width !== b.width || a.height !== b.height) return true
      const end = a.width * (a.height - ${STATUS_BAR}) * 4
      let count = 0
      for (let i = 0; i < end; i += 4) {
        if ([0, 1, 2].some((c) => Math.abs(a.data[i + c] - b.data[i + c]) > 32)) count++
      }
      return count > ${SEEN_PIXELS}
    })()`),
  )
