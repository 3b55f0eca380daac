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
    const { app, close } = await launchDesktop({
      appDir: FIXTURE,
      userDataDir,
      runtime,
      env: { FIXTURE_LOG: '1' },
    })
    const out: string[] = []
    app.process().stdout!.on('data', (chunk: Buffer) => out.push(chunk.toString('utf8')))
    await close()
    const order = ['before-quit', 'close', 'closed', 'will-quit', 'quit 0']
    const said = out
      .join('')
      .split('\n')
      .map((line) => line.replace('fixture: ', ''))
    expect(said.filter((line) => [...order, 'window-all-closed'].includes(line))).toEqual(order)
  })

  it('says window-all-closed when the last window is closed, and keeps running', async () => {
    const env = { FIXTURE_LOG: '1', FIXTURE_QUIT_WHEN_CLOSED: '1' }
    const { app } = await launchDesktop({ appDir: FIXTURE, userDataDir, runtime, env })
    const out: string[] = []
    app.process().stdout!.on('data', (chunk: Buffer) => out.push(chunk.toString('utf8')))
    const closed = app.waitForEvent('close')
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close()).catch(() => {})
    await closed
    const order = ['closed', 'window-all-closed', 'before-quit', 'will-quit', 'quit 0']
    const said = out
      .join('')
      .split('\n')
      .map((line) => line.replace('fixture: ', ''))
    expect(said.filter((line) => order.includes(line))).toEqual(order)
  })

  it('exits with the code it is told', async () => {
    const { notes, code } = await spawnFixture(runtime, { userDataDir, env: { FIXTURE_EXIT: '7' } }).ended()
    expect(code).toBe(7)
    expect(notes).not.toContain('before-quit')
    expect(notes.at(-1)).toBe('quit 7')
  })

  it('lets only one instance have a userData folder, and tells it of the second', async () => {
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
    expect((await first.ended()).code).toBe(0)
  })

  it('quits on SIGTERM', async () => {
    const fixture = spawnFixture(runtime, { userDataDir })
    await fixture.notesUntil('ready before')
    await vi.waitUntil(() => childrenOf(fixture.child.pid!).length > 0)
    fixture.child.kill('SIGTERM')
    const { notes, code } = await fixture.ended()
    expect(notes.slice(-3)).toEqual(['before-quit', 'will-quit', 'quit 0'])
    expect(code).toBe(0)
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

  itsOwn('leaves no temporary folder and no lock', async () => {
    const fixture = spawnFixture(runtime, { userDataDir, env: { FIXTURE_LOCK: '1', FIXTURE_EXIT: '0' } })
    const { pid } = fixture.child
    await fixture.ended()
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`electron-stand-in-${pid}-`))).toEqual([])
    expect(readdirSync(userDataDir).filter((name) => /lock$/i.test(name))).toEqual([])
  })

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
