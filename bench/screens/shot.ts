import type { Locator, Page } from 'playwright-core'
import type { appPage } from '../../test/journeys/app-page.ts'
import type { Data } from './folders.ts'

/** What a way to a picture goes by. */
export interface Way {
  readonly app: ReturnType<typeof appPage>
  readonly page: Page
  readonly data: Data
  /** Chooses a command of the palette by its name. */
  readonly command: (name: string) => Promise<void>
}

export interface Shot {
  /** Of the file. */
  readonly name: string
  /** In the index of pictures. */
  readonly title: string
  /** Goes from any screen to what is pictured. */
  readonly open: (way: Way) => Promise<void>
}

/** Some work may be slow where much else runs. */
export const PATIENT = { timeout: 120_000 }

const QUERY = 'session cookie without secure flag'

/** A query with its results, with the first of them open. */
export const recallWithResults = async ({ app, page }: Way): Promise<Locator> => {
  await app.goTo('Recall')
  const rows = await app.recall(QUERY)
  await rows.locator('mark').first().waitFor(PATIENT)
  await rows.first().click()
  await app.query.focus()
  await page.keyboard.press('End')
  return rows
}

/** On the map: regions have numbers until their words are there. */
export const regionsNamed = (page: Page): Promise<void> =>
  page
    .getByRole('complementary', { name: 'Legend' })
    .getByText(/[a-z], [a-z]/)
    .first()
    .waitFor(PATIENT)

export const tab = async ({ page }: Way, name: string | RegExp): Promise<void> => {
  await page.getByRole('tab', { name }).first().click()
}
