import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe finds wrong with what is shown, in the dark and in the light theme, which stays. */
export const axeFinds = async (page: Page): Promise<string[]> => {
  const found: string[] = []
  for (const theme of ['dark', 'light'] as const) {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill(`${theme} theme`)
    await page.keyboard.press('Enter')
    await page.locator(`html[data-theme="${theme}"]`).waitFor()
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
    for (const { id, nodes } of violations) {
      found.push(...nodes.map(({ target }) => `${theme} ${id}: ${target.join(' ')}`))
    }
  }
  return found
}
