import type { Page } from 'playwright-core'

/** Controls and texts that lie outside of what can be seen or scrolled to, and a page that scrolls as a whole. */
const CUT = `(() => {
  const found = []
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways')
  const scrolls = (one, way) => way === 'x'
    ? /auto|scroll/.test(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth
    : /auto|scroll/.test(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight
  const hides = (outer, inner, way) => way === 'x'
    ? getComputedStyle(outer).overflowX !== 'visible' && (inner.right > outer.getBoundingClientRect().right + 1 || inner.left < outer.getBoundingClientRect().left - 1)
    : getComputedStyle(outer).overflowY !== 'visible' && (inner.bottom > outer.getBoundingClientRect().bottom + 1 || inner.top < outer.getBoundingClientRect().top - 1)
  const isCut = (one, way) => {
    const box = one.getBoundingClientRect()
    for (let at = one.parentElement; at; at = at.parentElement) {
      if (scrolls(at, way)) return false
      if (hides(at, box, way)) return true
      if (getComputedStyle(at).position === 'fixed') break
    }
    return way === 'x' ? box.left < -1 || box.right > innerWidth + 1 : box.top < -1 || box.bottom > innerHeight + 1
  }
  const asked = 'button, input, textarea, a[href], [role="tab"], [role="slider"], [role="combobox"], h1, h2, h3, p, label'
  for (const one of document.querySelectorAll(asked)) {
    const box = one.getBoundingClientRect()
    if (box.width < 2 || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    if (getComputedStyle(one).clipPath !== 'none') continue
    const ways = ['x', 'y'].filter((way) => isCut(one, way))
    if (ways.length > 0) found.push(ways + ' cuts ' + one.tagName + ' ' + (one.getAttribute('aria-label') ?? one.textContent).slice(0, 60))
  }
  return found
})()`

/** What is cut off at the size that the page has. */
export const cutFinds = (page: Page): Promise<string[]> => page.evaluate(CUT)
