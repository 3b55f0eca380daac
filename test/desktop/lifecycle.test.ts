import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { realElectron, standIn } from '../electron-stand-in/launch.ts'
import { openApp, ROOT } from './app.ts'

// One folder for all: filling a new one takes longer than all the rest.
let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'soma-desktop-'))
})
afterAll(() => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }))

/** The app without Playwright, to its end. */
const runToEnd = async (args: readonly string[]): Promise<{ code: number | null; errors: string }> => {
  const { executable } = realElectron ?? standIn
  const child = spawn(executable, [ROOT, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString('utf8')
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return { code, errors }
}

test('carries the contract to the page, and again after a reload', async () => {
  const app = await openApp({ dataDir })
  try {
    const ask = `new Promise((resolve) => {
      window.somaPort.onMessage((reply) => { if (reply.id === 777000) resolve(reply) })
      window.somaPort.post({ t: 'call', id: 777000, path: 'app.info', input: {}, credit: 0 })
    })`
    for (let i = 0; i < 2; i++) {
      const reply = await app.window.evaluate(ask)
      expect(reply).toMatchObject({ t: 'value', value: { edition: 'desktop', dataFolder: dataDir } })
      await app.window.reload()
      await app.window.waitForSelector('#root > *')
    }
  } finally {
    await app.close()
  }
})

test('remembers where its window was', async () => {
  const first = await openApp({ dataDir })
  await first.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 60, width: 900, height: 640 })
  })
  await first.close()
  expect(JSON.parse(await readFile(join(dataDir, 'window.json'), 'utf8'))).toMatchObject({ maximized: false })
  const second = await openApp({ dataDir })
  try {
    const bounds = await second.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.getBounds(),
    )
    expect(bounds).toEqual({ x: 40, y: 60, width: 900, height: 640 })
  } finally {
    await second.close()
  }
})

test('a second start on the same folder says so, ends well and calls the first to the front', async () => {
  const app = await openApp({ dataDir })
  try {
    await app.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      ;(globalThis as { shown?: number }).shown = 0
      window!.on('show', () => {
        ;(globalThis as { shown?: number }).shown!++
      })
      window!.hide()
    })
    const { code, errors } = await runToEnd([`--data=${dataDir}`])
    expect(code).toBe(0)
    expect(errors).toContain(`it runs on ${dataDir} already`)
    await vi.waitFor(async () => {
      expect(await app.app.evaluate(() => (globalThis as { shown?: number }).shown)).toBeGreaterThan(0)
    })
  } finally {
    await app.close()
  }
})

test.each([
  { what: 'a flag without its value', args: ['--data'], says: '--data needs a value' },
  { what: 'a wrong mode', args: ['--mode=cluster'], says: 'not "cluster"' },
])('with $what it says so and ends with 2', async ({ args, says }) => {
  // A real error box waits for a click.
  if (realElectron) return
  const { code, errors } = await runToEnd(args)
  expect(code).toBe(2)
  expect(errors).toContain(says)
  expect(errors).not.toMatch(/\n\s+at /)
})

test('says in one sentence why it cannot start, also in a box', async () => {
  if (realElectron) return
  const file = join(dataDir, 'a file')
  await writeFile(file, '')
  const { code, errors } = await runToEnd([`--data=${file}`])
  expect(code).toBe(2)
  expect(errors).toMatch(
    /^Soma Inspector: The data folder .+ cannot be used: it is not a folder\. Choose another/,
  )
  expect(errors).not.toMatch(/\n\s+at /)
})
