import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { desktopEdition, type OpenApp } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

describe.skipIf(skip)('programs and the desktop edition', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-desktop-http-'))
  let open: OpenApp
  beforeAll(async () => {
    // Any port: that of a person may be in use.
    process.env.SOMA_HTTP__PORT = '0'
    open = await desktopEdition({ dataDir }).open()
  })
  afterAll(async () => {
    delete process.env.SOMA_HTTP__PORT
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('get in when it is switched on, and no longer when that is undone', async () => {
    const { page } = open
    const app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
    await app.goTo('Settings')
    await page.getByText('No program reaches the memories over HTTP').waitFor()
    await page.getByRole('switch', { name: 'Answer programs over HTTP' }).click()
    await page.getByText('As long as the app is open.').waitFor()
    await page.getByRole('button', { name: 'Show token' }).click()
    const help = page.getByRole('region', { name: 'Connect a program' })
    await help.getByRole('radio', { name: 'curl' }).click()
    await help.getByText('Bearer ••••').first().waitFor({ state: 'detached' })
    const [, address = '', token = ''] =
      /curl '(\S+)' -H 'Authorization: Bearer (\S+)'/.exec(await help.locator('pre').innerText()) ?? []
    const status = async (): Promise<number> =>
      (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await status()).toBe(200)
    await app.toast('Set http.enabled to true').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('No program reaches the memories over HTTP').waitFor()
    // The port is closed a moment after it was told.
    await expect.poll(() => status().catch(() => 'nobody answers')).toBe('nobody answers')
  })
})
