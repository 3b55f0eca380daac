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

/** What axe finds wrong with what is shown, in the dark and in the light theme, which stays. */
export const axeFinds = async (page: Page): Promise<string[]> => {
  const found: string[] = []
  for (const theme of ['dark', 'light'] as const) {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill(`${theme} theme`)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('combobox').waitFor({ state: 'detached' })
    await page.locator(`html[data-theme="${theme}"]`).waitFor()
    await settled(page)
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    found.push(...told(theme, violations))
  }
  return found
}

/** What axe finds wrong within a part, in the theme that is there: for what closes when the palette opens. */
export const axeFindsWithin = async (page: Page, part: string): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode().analyze()
  return told(part, violations)
}
