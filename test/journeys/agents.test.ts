import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFindsWithin } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER
/** A second at the latest (MEM-13), each for itself only on a machine that has time: the middle one of some always. */
const A_SECOND = 1000
const SOON = 5000
const SAMPLES = 7

type Transport = Parameters<Client['connect']>[0]

describe.skipIf(skip)('what others do to the memories', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-agents-'))
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    page = open.page
    app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  const beside = (): Transport => {
    const args = [join(ROOT, 'out/main/cli.js'), '--data', dataDir, 'mcp']
    return new StdioClientTransport({ command: process.execPath, args, stderr: 'ignore' })
  }
  const through = (): Transport => {
    const token = readFileSync(join(dataDir, 'token'), 'utf8').trim()
    const requestInit = { headers: { authorization: `Bearer ${token}` } }
    // The SDK's class and its own interface differ in what may be left out.
    return new StreamableHTTPClientTransport(new URL('/mcp', page.url()), { requestInit }) as Transport
  }
  const history = () => page.getByRole('dialog', { name: 'History' })
  const row = (text: RegExp, author: string) =>
    history().getByRole('listitem').filter({ hasText: text }).filter({ hasText: author }).first()

  it('MEM-13 agents remember, recall, link and find a path, and the page shows each at once with its name', async () => {
    await app.switchNamespace('default')
    await page.getByRole('button', { name: 'History', exact: true }).click()
    await history().getByText('Nothing was changed yet').waitFor()
    for (const [name, at, connect] of [
      ['night-watch', 1, beside],
      ['day-watch', 11, through],
    ] as const) {
      const client = new Client({ name, version: '1' })
      await client.connect(connect())
      expect((await client.listTools()).tools).toHaveLength(12)
      const ask = async (tool: string, input: object): Promise<string> => {
        const { structuredContent, isError } = await client.callTool({
          name: tool,
          arguments: { namespace: 'default', ...input },
        })
        expect(isError).toBeFalsy()
        return JSON.stringify(structuredContent)
      }
      await ask('remember', { text: `The lamp of ${name} is lit`, coordinate: [at] })
      await row(/is lit/, name).waitFor({ timeout: SOON })
      const waits: number[] = []
      for (let n = 1; n <= SAMPLES; n++) {
        await ask('remember', {
          text: `The lamp of ${name} needs oil, said ${n} times`,
          coordinate: [at + 1],
        })
        const told = performance.now()
        await row(new RegExp(`oil, said ${n} times`), name).waitFor({ timeout: SOON })
        waits.push(Math.round(performance.now() - told))
      }
      const middle = waits.toSorted((a, b) => a - b)[SAMPLES >> 1]
      process.stdout.write(`${name}: on the page after ${waits.join(', ')} ms, the middle one ${middle}\n`)
      expect(middle, `${name} is on the page within a second`).toBeLessThan(A_SECOND)
      await ask('link', { from: [at], to: [at + 1], type: 'needs' })
      await row(/Linked/, name).waitFor({ timeout: SOON })
      expect(await ask('recall', { query: 'what needs oil', k: 4 })).toContain(`lamp of ${name} needs oil`)
      expect(await ask('path', { from: [at], to: [at + 1] })).toContain('"memories"')
      await client.close()
    }
    await page.keyboard.press('Escape')
    await history().waitFor({ state: 'detached' })
  })

  it('STO-6 the doctor finds what somebody took out of the file, and makes it anew', async () => {
    const doctor = page.getByRole('dialog', { name: 'Doctor' })
    const axe = () => axeFindsWithin(page, '[role="dialog"]')
    const close = async () => {
      await page.keyboard.press('Escape')
      await doctor.waitFor({ state: 'detached' })
    }
    await app.goTo('Settings')
    await page.getByRole('button', { name: 'Check…' }).click()
    await doctor.getByText('Nothing differs').waitFor()
    expect(await axe()).toEqual([])
    await close()
    const db = new Database(join(dataDir, 'memories.sqlite'))
    const { id } = db.prepare("SELECT id FROM namespaces WHERE name = 'default'").get() as { id: number }
    db.exec(`DELETE FROM keywords_${id} WHERE rowid = (SELECT max(rowid) FROM keywords_${id})`)
    db.close()
    await page.getByRole('button', { name: 'Check…' }).click()
    await doctor.getByText('1 difference.').waitFor()
    const found = doctor.getByRole('list', { name: 'Differences' })
    await found.getByText('its words are missing').waitFor()
    expect(await axe()).toEqual([])
    await doctor.getByRole('button', { name: 'Repair' }).click()
    await doctor.getByText('Repaired: nothing differs any more').waitFor()
    await close()
  })
})
