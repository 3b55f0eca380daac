import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']

/** A tooltip or a menu stands beside the page's regions and is told by what opened it. */
const isFloating = (id: string, target: string): boolean =>
  id === 'region' && target.includes('data-radix-popper-content-wrapper')

const told = (theme: string, violations: Violations): string[] =>
  violations.flatMap(({ id, nodes }) =>
    nodes
      .map(({ target }) => target.join(' '))
      .filter((target) => !isFloating(id, target))
      .map((target) => `${theme} ${id}: ${target}`),
  )

/** Resolves when nothing moves or fades: in between, colours are those of neither theme. */
export const settled = async (page: Page): Promise<void> => {
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
    .map((one) => one.finished.catch(() => {})))`)
}

/** Of what axe looks at, that which a theme can change. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** What axe finds wrong with what is shown: all of it in the light theme, which stays, and its colours in the dark one too. */
export const axeFinds = async (page: Page): Promise<string[]> => {
  const found: string[] = []
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`html[data-theme="${theme}"]`).waitFor()
    await settled(page)
    const axe = new AxeBuilder({ page }).setLegacyMode()
    const { violations } = await (theme === 'dark' ? axe.withRules(COLOURS) : axe).analyze()
    found.push(...told(theme, violations))
  }
  return found
}

/** What axe finds wrong with what is shown, in the theme that is there: for what closes when the theme changes. */
export const axeFindsAsIs = async (page: Page): Promise<string[]> => {
  await settled(page)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return told('as is', violations)
}

/** What axe finds wrong within a part, in the theme that is there: for what closes when the palette opens. */
export const axeFindsWithin = async (page: Page, part: string): Promise<string[]> => {
  await settled(page)
  const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode().analyze()
  return told(part, violations)
}
