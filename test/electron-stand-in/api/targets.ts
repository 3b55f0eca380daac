import { chromium } from '../runtime/chromium.ts'
import type { BrowserWindow } from './browser-window.ts'
import { Page } from './page.ts'
import { windows } from './registry.ts'

/** What Chromium tells of its pages as a whole: the end of one, and pages that are no window of the app. */
export async function followTargets(): Promise<void> {
  const { cdp } = chromium
  cdp.on('Target.targetDestroyed', ({ targetId }) => ownerOf(targetId)?.destroy())
  cdp.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page') closeForeign(targetInfo.targetId).catch(() => {})
  })
  await cdp.send('Target.setDiscoverTargets', { discover: true })
}

function ownerOf(targetId: string): BrowserWindow | undefined {
  return [...windows.values()].find((window) => window.webContents.targetId === targetId)
}

/**
 * For a link with a target, or a click with Ctrl held, Chromium has opened a page already: it is closed again. Whether
 * the app wants a window instead is decided where the opener announces it, see page-events.ts.
 */
async function closeForeign(targetId: string): Promise<void> {
  if (!(await Page.isOurs(targetId))) await chromium.cdp.send('Target.closeTarget', { targetId })
}
