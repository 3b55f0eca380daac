import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FIXTURE, runtimes, spawnFixture } from './fixture-app.ts'
import { launchDesktop, standIn } from './launch.ts'

describe.each(runtimes)('how an app starts and ends in $name', (runtime) => {
  let userDataDir: string
  const itsOwn = it.runIf(runtime === standIn)

  beforeEach(() => {
    userDataDir = mkdtempSync(join(tmpdir(), 'lifecycle-'))
  })
  afterEach(() => rmSync(userDataDir, { recursive: true, force: true, maxRetries: 3 }))

  it('quits in order, and with nothing to say about its windows', async () => {
    const env = { FIXTURE_LOG: '1', FIXTURE_SCALE: '2' }
    const { window, output, close } = await launchDesktop({ appDir: FIXTURE, userDataDir, runtime, env })
    // A switch the app appends before it is ready reaches Chromium.
    expect(await window.evaluate('devicePixelRatio')).toBe(2)
    await close()
    const order = ['before-quit', 'close', 'closed', 'will-quit', 'quit 0']
    expect(notesIn(output(), [...order, 'window-all-closed'])).toEqual(order)
  })

  it('says window-all-closed after the last window, upon which the app may quit', async () => {
    const env = { FIXTURE_LOG: '1', FIXTURE_QUIT_WHEN_CLOSED: '1' }
    const { app, output } = await launchDesktop({ appDir: FIXTURE, userDataDir, runtime, env })
    const ended = app.waitForEvent('close')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close()).catch(() => {})
    await ended
    const order = ['closed', 'window-all-closed', 'before-quit', 'will-quit', 'quit 0']
    expect(notesIn(output(), order)).toEqual(order)
  })

  it('exits with the code it is told', async () => {
    const { notes, code } = await spawnFixture(runtime, { userDataDir, env: { FIXTURE_EXIT: '7' } }).ended()
    expect(code).toBe(7)
    expect(notes).not.toContain('before-quit')
    expect(notes.at(-1)).toBe('quit 7')
    expect(readdirSync(userDataDir).filter((name) => /lock$/i.test(name))).toEqual([])
  })

  it('lets only one instance have a userData folder, and tells it of the second; SIGTERM quits it', async () => {
    const env = { FIXTURE_LOCK: '1', FIXTURE_USER_DATA: join(userDataDir, 'chosen') }
    const first = spawnFixture(runtime, { userDataDir, env })
    await first.notesUntil('ready before')
    const second = spawnFixture(runtime, { userDataDir, env, args: ['--open=thing', 'file.json'] })
    const { notes, code } = await second.ended()
    expect(notes).toContain('is second')
    expect(code).toBe(0)
    const told = (await first.notesUntil('second-instance')).find((note) =>
      note.startsWith('second-instance'),
    )!
    const { argv, folder, data } = JSON.parse(told.slice('second-instance '.length))
    expect(argv).toEqual(expect.arrayContaining(['--open=thing', 'file.json']))
    expect(folder).toBe(process.cwd())
    expect(data).toEqual({ from: second.child.pid })
    first.child.kill('SIGTERM')
    const end = await first.ended()
    expect(end.notes.slice(-3)).toEqual(['before-quit', 'will-quit', 'quit 0'])
    expect(end.code).toBe(0)
  })

  itsOwn(
    'takes its Chromium along when it is killed, and is cleaned up after by the next start',
    async () => {
      const fixture = spawnFixture(runtime, { userDataDir, env: { FIXTURE_LOCK: '1' } })
      const { pid } = fixture.child
      const [chromium] = await vi.waitUntil(() => childrenOf(pid!).length > 0 && childrenOf(pid!), {
        timeout: 5000,
      })
      fixture.child.kill('SIGKILL')
      await fixture.ended()
      await vi.waitFor(() => expect(isRunning(chromium!)).toBe(false), { timeout: 5000 })
      const { notes } = await spawnFixture(runtime, {
        userDataDir,
        env: { FIXTURE_LOCK: '1', FIXTURE_EXIT: '0' },
      }).ended()
      expect(notes).not.toContain('is second')
      expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`electron-stand-in-${pid}-`))).toEqual([])
    },
  )

  it('keeps localStorage and the key of safeStorage over a restart', async () => {
    const launch = () => launchDesktop({ appDir: FIXTURE, userDataDir, runtime })
    const first = await launch()
    await first.window.evaluate(`localStorage.setItem('kept', 'yes')`)
    const encrypted = await first.app.evaluate(({ safeStorage }) =>
      safeStorage.encryptString('secret').toString('base64'),
    )
    await first.close()
    const second = await launch()
    expect(await second.window.evaluate(`localStorage.getItem('kept')`)).toBe('yes')
    const decrypted = await second.app.evaluate(
      ({ safeStorage }, text) => safeStorage.decryptString(Buffer.from(text, 'base64')),
      encrypted,
    )
    expect(decrypted).toBe('secret')
    await second.close()
  })

  itsOwn('finds a Node that can run it, whichever is first on the PATH', () => {
    const version = (env: Record<string, string>) =>
      execFileSync(runtime.executable, ['--version'], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
      }).trim()
    expect(version({})).toMatch(/^v\d+\.\d+\.\d+$/)
    expect(version({ SOMA_NODE: process.execPath, PATH: '/usr/bin:/bin' })).toBe(version({}))
    const asNode = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    expect(execFileSync(runtime.executable, ['-p', '6 * 7'], { env: asNode, encoding: 'utf8' }).trim()).toBe(
      '42',
    )
  })
})

function notesIn(output: string, wanted: readonly string[]): string[] {
  const lines = output.split('\n').map((line) => line.replace('fixture: ', ''))
  return lines.filter((line) => wanted.includes(line))
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  return stdout.split('\n').map(Number).filter(Boolean)
}

function isRunning(pid: number): boolean {
  try {
    return !readlinkSync(`/proc/${pid}/exe`).endsWith('(deleted)')
  } catch {
    return false
  }
}
