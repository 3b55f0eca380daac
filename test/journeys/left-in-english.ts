import type { Page } from 'playwright-core'
import { patterns } from '../../src/renderer/words/en/said/index.ts'
import { patternsOf, valuesIn } from '../../src/renderer/words/sentence-patterns.ts'

/** Shorter ones may be anything: `{what} and 3 links`, `the import`. */
const known = patternsOf(patterns).filter(({ weight }) => weight > 12_000)
const isOfTheEngine = (line: string): boolean => known.some((pattern) => valuesIn(pattern, line) !== null)

/** What is shown of what the engine says, and is English although the window speaks another language. */
const leftInEnglish = async (page: Page): Promise<string[]> => {
  const shown = await page.locator('body').innerText()
  return [...new Set(shown.split('\n'))].map((line) => line.trim()).filter(isOfTheEngine)
}

/** The same on every screen, in the order of the navigation, and in the history of changes. */
export const leftInEnglishAnywhere = async (page: Page): Promise<string[]> => {
  const left: string[] = []
  const screens = page.getByRole('navigation').first().getByRole('button')
  for (const screen of await screens.all()) {
    await screen.click()
    await page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
    left.push(...(await leftInEnglish(page)))
  }
  await page.keyboard.press('Control+Shift+H')
  await page.locator('[data-change]').first().waitFor()
  left.push(...(await leftInEnglish(page)))
  await page.keyboard.press('Escape')
  return left
}
