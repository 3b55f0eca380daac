import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { appPage } from './app-page.ts'
import { browserEdition } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

describe.skipIf(skip)('a damaged database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-damage-'))
  const file = join(dataDir, 'memories.sqlite')
  const edition = browserEdition({ dataDir })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 }))

  it('STO-2 is shown read-only and left as it is, and the last backup brings everything back', async () => {
    const before = await edition.open()
    await before.page.getByText('4,484 memories').first().waitFor()
    const backups = join(dataDir, 'backups')
    await vi.waitFor(
      () => expect(readdirSync(backups).filter((name) => name.endsWith('.sqlite'))).toHaveLength(1),
      {
        timeout: 30_000,
      },
    )
    await before.close()

    const damaged = readFileSync(file)
    damaged.fill(0x2a, 0, 4096)
    writeFileSync(file, damaged)

    const { page, close } = await edition.open()
    try {
      const app = appPage(page)
      await page
        .getByText(/damaged/)
        .first()
        .waitFor()
      expect(readFileSync(file).equals(damaged)).toBe(true)
      await page.getByText('There is no namespace').waitFor()
      await page.getByRole('button', { name: /^Restore the backup of/ }).click()
      await page.getByRole('button', { name: 'Restore backup' }).click()
      await page.getByText('Restored 4,484 memories', { exact: true }).waitFor()
      await page.getByRole('button', { name: 'Namespace security-review' }).waitFor()
      const rows = await app.recall('session cookie without secure flag')
      expect(await rows.count()).toBe(10)
      const kept = readdirSync(dataDir).find((name) => name.includes('.damaged-'))
      expect(readFileSync(join(dataDir, kept as string)).equals(damaged)).toBe(true)
    } finally {
      await close()
    }
  })
})
