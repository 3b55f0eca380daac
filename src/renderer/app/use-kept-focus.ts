import { useEffect } from 'react'

const TABBABLE =
  'a[href], button:enabled, input:enabled, textarea:enabled, select:enabled, [tabindex]:not([tabindex="-1"])'
const FLOATING = '[role="dialog"], [role="alertdialog"], [role="menu"], [data-radix-popper-content-wrapper]'
/** Who closes something gives the focus back itself, a moment later. */
const WAIT_MS = 80

/** Where the focus is, and what that stands in: of this something is there still when the element is not. */
interface Place {
  readonly element: Element
  readonly around: readonly Element[]
  readonly box: DOMRect
}

const placeOf = (element: Element): Place => {
  const around: Element[] = []
  for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
    around.push(at)
  return { element, around, box: element.getBoundingClientRect() }
}

const isThere = (element: Element): boolean =>
  element.isConnected && element.checkVisibility() && !element.matches(':disabled')

const apart = (a: DOMRect, b: DOMRect): number =>
  Math.hypot(a.left + a.width / 2 - b.left - b.width / 2, a.top + a.height / 2 - b.top - b.height / 2)

/** What of it, or in what is left around it, stands nearest; a screen that took the place of another one itself. */
const nearest = ({ element, around, box }: Place): HTMLElement | null => {
  if (isThere(element)) return element as HTMLElement
  for (const part of around) {
    if (!part.isConnected) continue
    const found = [...part.querySelectorAll<HTMLElement>(TABBABLE)]
      .filter(isThere)
      .map((one) => ({ one, far: apart(one.getBoundingClientRect(), box) }))
      .sort((a, b) => a.far - b.far)
    if (part.matches(TABBABLE)) return part as HTMLElement
    if (part.matches('[data-screen]')) return part as HTMLElement
    if (found[0]) return found[0].one
  }
  return null
}

/**
 * Who works with the keyboard does not lose the place where what had the focus vanishes: a row that was removed, a
 * button that has nothing to do any more, a form that closed. The focus goes to what stands nearest.
 */
export const useKeptFocus = (): void => {
  useEffect(() => {
    let here: Place | null = null
    /** The last place that was not in a dialog or a menu, which go as a whole. */
    let beneath: Place | null = null
    let byKeyboard = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const isLost = (): boolean => byKeyboard && here !== null && document.activeElement === document.body
    const keep = (): void => {
      timer = undefined
      if (!isLost() || here === null) return
      // Somebody left it, by Escape or a click on nothing.
      if (isThere(here.element)) here = null
      else (nearest(here) ?? (beneath && nearest(beneath)))?.focus()
    }
    const look = (): void => {
      if (isLost()) timer ??= setTimeout(keep, WAIT_MS)
    }
    const come = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element)) return
      here = placeOf(target)
      if (!target.closest(FLOATING)) beneath = here
    }
    const press = (): void => {
      byKeyboard = true
    }
    const point = (): void => {
      byKeyboard = false
    }
    const watcher = new MutationObserver(look)
    watcher.observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ['disabled', 'hidden'],
    })
    window.addEventListener('focusin', come)
    window.addEventListener('focusout', look)
    window.addEventListener('keydown', press, true)
    window.addEventListener('pointerdown', point, true)
    return () => {
      clearTimeout(timer)
      watcher.disconnect()
      window.removeEventListener('focusin', come)
      window.removeEventListener('focusout', look)
      window.removeEventListener('keydown', press, true)
      window.removeEventListener('pointerdown', point, true)
    }
  }, [])
}
