import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFindsAsIs } from './axe-finds.ts'
import { allowByCode, browserEdition } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

describe.skipIf(skip)('a change of the embedder', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-embedder-'))
  const edition = browserEdition({ dataDir })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 }))

  it('EMB-4 is tried, begun, paused, goes on after a restart, and is taken back', async () => {
    const first = await edition.open()
    let { page } = first
    await page.getByText('4,484 memories').first().waitFor()
    await appPage(page).goTo('Settings')
    await page.getByText('static-en@1').waitFor()
    await page.getByText('English only', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Change the embedder' })
    await dialog.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Embedding server' }).click()
    await dialog.getByRole('button', { name: 'Test', disabled: true }).waitFor()
    // Nobody listens there, which is told at once.
    await dialog.getByRole('textbox', { name: 'Address' }).fill('http://127.0.0.1:9/v1')
    await dialog.getByRole('textbox', { name: 'Model' }).fill('tiny')
    await dialog.getByRole('button', { name: 'Test' }).click()
    await page.getByText('Texts of memories are sent there').waitFor()
    expect(await axeFindsAsIs(page)).toEqual([])
    await allowByCode(first)
    await dialog.getByText('The embedder cannot be used: ').waitFor()
    await dialog.getByRole('combobox', { name: 'Kind' }).click()
    await page.getByRole('option', { name: 'Hashed words' }).click()
    const dimensions = dialog.getByRole('textbox', { name: 'Dimensions' })
    await dimensions.fill('a few')
    await dialog.getByText('Write a whole number').waitFor()
    await dialog.getByRole('button', { name: 'Start the change', disabled: true }).waitFor()
    // Long vectors take long enough to pause in the middle.
    await dimensions.fill('4096')
    await dialog.getByRole('button', { name: 'Test' }).click()
    await dialog.getByText('hashing-4096@1 made a vector of 4,096 dimensions').waitFor()
    await dialog.getByRole('button', { name: 'Start the change' }).click()
    const change = page.getByRole('region', { name: 'Change of the embedder' })
    await change.getByRole('button', { name: 'Pause' }).click()
    await change.getByRole('button', { name: 'Resume' }).waitFor()
    await page.getByText(/^Re-embedding paused at \d+%$/).waitFor()
    expect(await axeFindsAsIs(page)).toEqual([])
    await first.close()

    const second = await edition.open()
    try {
      page = second.page
      const app = appPage(page)
      await page.getByText(/^Re-embedding paused at \d+%$/).waitFor()
      expect(await (await app.recall('kitten')).count()).toBeGreaterThan(0)
      await app.goTo('Settings')
      await page.getByRole('button', { name: 'Resume' }).click()
      const goBack = page.getByRole('button', { name: 'Go back' })
      await goBack.waitFor({ timeout: 60_000 })
      await page.getByText('hashing-4096@1, 4,096 dimensions').waitFor()
      await goBack.click()
      await page.getByText('static-en@1, 512 dimensions').waitFor({ timeout: 60_000 })
      expect(await (await app.goTo('Recall').then(() => app.recall('kitten'))).count()).toBeGreaterThan(0)
    } finally {
      await second.close()
    }
  })
})
