import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

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
    for (const { id, nodes } of violations) {
      found.push(...nodes.map(({ target }) => `${theme} ${id}: ${target.join(' ')}`))
    }
  }
  return found
}
