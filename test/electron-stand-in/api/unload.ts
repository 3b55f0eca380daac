import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from './page.ts'

/** Asked in the page. A page that nobody has touched yet has no say, as in Chromium itself. */
const QUESTION = `(() => {
  if (!navigator.userActivation.hasBeenActive) return false
  const event = document.createEvent('BeforeUnloadEvent')
  event.initEvent('beforeunload', false, true)
  window.dispatchEvent(event)
  return event.defaultPrevented || event.returnValue !== ''
})()`

const PATIENCE_MS = 2000

/**
 * Whether beforeunload is prevented. By an event of our own, because Chromium's comes with a dialog, and Playwright
 * answers dialogs too, and differently.
 */
export async function objectsToUnload(page: Page): Promise<boolean> {
  const giveUp = new AbortController()
  const answer = page.evaluate(QUESTION, { userGesture: false }).catch(() => false)
  // A page that hangs does not keep its window open.
  const silence = delay(PATIENCE_MS, false, { signal: giveUp.signal }).catch(() => false)
  const objects = await Promise.race([answer, silence])
  giveUp.abort()
  return objects === true
}
