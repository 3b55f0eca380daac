import type { Page } from 'playwright-core'

interface Outline {
  readonly headings: readonly { readonly level: number; readonly text: string }[]
  readonly regions: readonly { readonly role: string; readonly name: string }[]
}

/** Headings and landmarks as a screen reader lists them: what is not seen, or hidden from it, is not there. */
const OUTLINE = `(() => {
  const isThere = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== 'hidden' &&
    !one.closest('[aria-hidden="true"], [inert]')
  const nameOf = (one) => one.getAttribute('aria-label') ??
    (one.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim()
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isThere)
  return {
    headings: all('h1, h2, h3, h4, h5, h6, [role="heading"]').map((one) => ({
      level: Number(one.getAttribute('aria-level') ?? one.tagName.slice(1)), text: one.textContent.trim().slice(0, 60) })),
    regions: all('main, nav, aside, section, form, [role="region"], [role="navigation"], [role="complementary"], [role="search"]').map((one) => ({
      role: one.getAttribute('role') ?? one.tagName.toLowerCase(), name: nameOf(one) })),
  }
})()`

/** What is wrong with the outline of a screen: one heading of the first level, no level left out, each region named. */
export const outlineFinds = async (page: Page): Promise<string[]> => {
  const { headings, regions } = await page.evaluate<Outline>(OUTLINE)
  const first = headings.filter(({ level }) => level === 1)
  const skipped = headings.filter(({ level }, i) => level > (headings[i - 1]?.level ?? 0) + 1)
  const mains = regions.filter(({ role }) => role === 'main')
  const unnamed = regions.filter(({ role, name }) => role !== 'main' && name === '')
  const twice = regions.filter(
    ({ role, name }, i) =>
      name !== '' && regions.findIndex((one) => one.role === role && one.name === name) < i,
  )
  return [
    ...(first.length === 1
      ? []
      : [`headings of the first level: ${first.map(({ text }) => text).join(', ')}`]),
    ...(mains.length === 1 ? [] : [`${mains.length} main parts`]),
    ...skipped.map(({ level, text }) => `a level is left out before ${level} “${text}”`),
    ...unnamed.map(({ role }) => `a ${role} without a name`),
    ...twice.map(({ role, name }) => `two ${role} named “${name}”`),
  ]
}
