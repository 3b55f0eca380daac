import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { ROOT } from '../../test/journeys/edition.ts'
import { PICTURED_FOLDER } from './folders.ts'

const PLACES = [
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

/** Skeletons, what is busy, and what fades. */
const IS_WAITING = `document.fonts.status !== 'loaded' ||
  [...document.querySelectorAll('[class*="skeleton"], [aria-busy="true"], [role="progressbar"]')].some((one) => one.checkVisibility()) ||
  document.getAnimations().some((one) => one.playState === 'running' && Number.isFinite(one.effect?.getComputedTiming().endTime))`

/** Where the program and its data are on this computer, is nobody's business: what is shown is where they mostly are. */
const SAME_PLACES = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const places = ${JSON.stringify(PLACES)}
  while (walker.nextNode()) {
    const node = walker.currentNode
    for (const [here, shown] of places) if (node.data.includes(here)) node.data = node.data.replaceAll(here, shown)
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

/** The picture of what is shown once it does not change any more; what never comes to rest is said and taken as it is. */
export const takePicture = async (
  page: Page,
  { take, file, theme }: { readonly take: Take; readonly file: string; readonly theme: Theme },
): Promise<boolean> => {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.locator(`html[data-theme="${theme}"]`).waitFor()
  // Where the pointer is left it would light something up.
  await page.mouse.move(0, 0)
  const loadedBy = performance.now() + LOADING_MS
  let until = performance.now() + PATIENCE_MS
  let before = ''
  let isStill = false
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
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, Buffer.from(before === '' ? await take() : before, 'base64'))
  return isStill
}
