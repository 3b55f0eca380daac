import type { Page } from 'playwright-core'
import { expect } from 'vitest'

interface Stop {
  readonly name: string
  /** What keeps it from being seen; empty where it can be. */
  readonly trouble: string
}

const PATIENCE_MS = 10_000
const GONE = 'nothing has the focus'

/**
 * Where the focus is, and whether one sees that. A ring is an outline, a shadow or a line of its own, or that of the box
 * around a field, or of the row that a list names. The one field of a palette has its caret.
 */
const STOP = `(() => {
  let here = document.activeElement
  while (here?.shadowRoot?.activeElement) here = here.shadowRoot.activeElement
  const name = here?.getAttribute('aria-label') ?? here?.labels?.[0]?.textContent ?? here?.textContent ?? ''
  if (!here || here === document.body) return { name: '', trouble: '${GONE}' }
  const box = here.getBoundingClientRect()
  const isSeen = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight
  const hasRing = (one, part) => {
    const style = getComputedStyle(one, part)
    if (part) return style.content !== 'none' && Number(style.opacity) > 0.9 && style.backgroundColor !== 'rgba(0, 0, 0, 0)'
    return (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'
  }
  const around = []
  for (let at = here; at; at = at.parentElement ?? at.getRootNode().host) around.push(at)
  const named = document.getElementById(here.getAttribute('aria-activedescendant') ?? '')
  const rings = here.matches('input[role="combobox"]') || hasRing(here) || hasRing(here, '::after') || (named !== null && (hasRing(named) || named.matches('[aria-selected="true"]'))) ||
    around.slice(1, 8).some((one) => one.matches(':focus-within') && one !== document.body && hasRing(one) && !one.matches('[role="dialog"]'))
  const trouble = [!isSeen && 'it is out of sight', !rings && 'it has no ring'].filter(Boolean).join(', ')
  return { name: name.replace(/\\s+/g, ' ').trim(), trouble }
})()`

/** The app by keyboard alone: each stop must be seen. */
export const keyboardWalk = (page: Page) => {
  const stop = async (): Promise<Stop> => await page.evaluate<Stop>(STOP)
  const seen = async (): Promise<string> => {
    // Rings that fade in take a moment.
    await expect
      .poll(async () => (await stop()).trouble, {
        timeout: PATIENCE_MS,
        message: `the focus on “${(await stop()).name}”`,
      })
      .toBe('')
    return (await stop()).name
  }
  return {
    /** What has the focus, which is seen. */
    seen,
    /** Presses Tab until a control is reached, and refuses a way that is too long. */
    tabTo: async (name: RegExp, { back = false, most = 60 } = {}): Promise<void> => {
      const passed: string[] = []
      for (let i = 0; i < most; i++) {
        await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
        // After the last control the focus is the browser's own, and then at the first.
        const here = (await stop()).trouble === GONE ? '' : await seen()
        if (name.test(here)) return
        passed.push(here)
      }
      throw new Error(`${most} stops, and none is ${name}: ${passed.join(' | ')}`)
    },
    /** Where the focus is after something closed or vanished. */
    isOn: async (name: RegExp): Promise<void> => {
      await expect.poll(async () => (await stop()).name, { timeout: PATIENCE_MS }).toMatch(name)
      await seen()
    },
  }
}
