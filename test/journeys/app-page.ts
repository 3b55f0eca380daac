import type { Locator, Page } from 'playwright-core'

/** The app as a person sees it: by role and name, never by class. */
export const appPage = (page: Page) => {
  const results = page.getByRole('grid', { name: 'Results' })
  const table = page.getByRole('grid', { name: 'Memories' })
  // The answer before stays on screen, as stale, until that to the present question is there.
  const answered = results.and(page.locator(':not([data-stale])'))
  const inspector = page.getByRole('region', { name: 'Inspector' })
  const goTo = async (
    screen:
      | 'Recall'
      | 'Memories'
      | 'Graph'
      | 'Map'
      | 'Tuning'
      | 'Gate'
      | 'Decay'
      | 'Metrics'
      | 'Activity'
      | 'Settings',
  ): Promise<void> => {
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: screen }).click()
  }
  return {
    page,
    results,
    /** The results, once they are those of what is asked. */
    answered,
    table,
    inspector,
    query: page.getByRole('textbox', { name: 'Query' }),
    search: page.getByRole('textbox', { name: 'Search the memories' }),
    goTo,
    /** Types a query and waits for the answer to that query. */
    recall: async (text: string): Promise<Locator> => {
      await page.getByRole('textbox', { name: 'Query' }).fill(text)
      // Whoever leaves before takes the question back.
      await answered.getByRole('row').first().waitFor()
      return results.getByRole('row')
    },
    toast: (text: string | RegExp): Locator =>
      page
        .getByRole('status')
        .filter({ hasText: text })
        .or(page.getByRole('listitem').filter({ hasText: text }))
        .first(),
    /** Replaces the whole text of a code editor by typing; the editor closes brackets and quotes by itself. */
    writeJson: async (editor: Locator, text: string): Promise<void> => {
      await editor.click()
      await page.keyboard.press('Control+A')
      await page.keyboard.type(text)
    },
    switchNamespace: async (name: string): Promise<void> => {
      await page.getByRole('button', { name: /^Namespace / }).click()
      await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click()
    },
  }
}
