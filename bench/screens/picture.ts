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

const taken = async (cdp: CDPSession, page: Page): Promise<string> => {
  // Chromium counts points here and not pixels.
  const scale = Number(await page.evaluate('devicePixelRatio'))
  const clip = { x: 0, y: 0, scale, ...(page.viewportSize() ?? { width: 1280, height: 800 }) }
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY, clip })
  return data
}

/** The picture of what is shown once it does not change any more; what never comes to rest is said and taken as it is. */
export const takePicture = async (
  page: Page,
  { cdp, file, theme }: { readonly cdp: CDPSession; readonly file: string; readonly theme: Theme },
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
    const now = await taken(cdp, page)
    isStill = now === before
    before = now
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, Buffer.from(before === '' ? await taken(cdp, page) : before, 'base64'))
  return isStill
}
