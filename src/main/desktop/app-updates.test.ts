import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CancellationToken, type UpdateCheckResult, type UpdateInfo } from 'electron-updater'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppUpdates, type Updater } from './app-updates.ts'
import { whyNoUpdates } from './open-updates.ts'
import { notesOf } from './release-notes.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma-updates-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const info: UpdateInfo = {
  version: '0.2.0',
  files: [],
  path: '',
  sha512: '',
  releaseDate: '2026-11-01T00:00:00Z',
  releaseNotes: '<h2>New</h2><ul><li>One &amp; two</li></ul>',
}

/** electron-updater as it comes: it would do everything by itself. Its types are the package's own. */
class UpdaterDouble extends EventEmitter implements Updater {
  autoDownload = true
  autoInstallOnAppQuit = true
  allowPrerelease = false
  allowDowngrade = false
  logger: Updater['logger'] = null
  readonly asked: string[] = []
  answer: UpdateCheckResult | null = null
  downloaded = Promise.withResolvers<string[]>()
  #channel: string | null = null

  get channel(): string | null {
    return this.#channel
  }

  set channel(value: string | null) {
    this.#channel = value
    this.allowDowngrade = true
  }

  offer(): void {
    const token = new CancellationToken()
    this.answer = { isUpdateAvailable: true, updateInfo: info, versionInfo: info, cancellationToken: token }
  }

  async checkForUpdates(): Promise<UpdateCheckResult | null> {
    this.asked.push('check')
    return this.answer
  }

  downloadUpdate(token?: CancellationToken): Promise<string[]> {
    this.asked.push('download')
    token?.on('cancel', () => this.downloaded.reject(new Error('cancelled')))
    return this.downloaded.promise
  }

  quitAndInstall(): void {
    this.asked.push('install')
  }
}

const open = () => {
  const updater = new UpdaterDouble()
  const log = { info: vi.fn(), warn: vi.fn() }
  const file = join(folder, 'updates.json')
  const make = () => new AppUpdates({ updater, version: '0.1.0', file, log, now: () => 1000 })
  return { updater, log, make, updates: make() }
}

describe('updates of the app', () => {
  it('ask nobody, download nothing and install nothing by themselves, not even at the end', () => {
    const { updater, updates } = open()
    expect([updater.autoDownload, updater.autoInstallOnAppQuit, updater.allowDowngrade]).toEqual(
      Array(3).fill(false),
    )
    expect(updater.asked).toEqual([])
    expect(updates.state()).toEqual({
      version: '0.1.0',
      channel: 'stable',
      update: { state: 'newest', checkedAt: null },
    })
  })

  it('go on by one yes at a time: look, download, install', async () => {
    const { updater, updates } = open()
    updater.offer()
    updates.install()
    updates.download()
    await updates.check()
    expect(updates.state().update).toEqual({
      state: 'available',
      version: '0.2.0',
      releasedAt: Date.UTC(2026, 10) / 1000,
      notes: 'New\n\n- One & two',
    })
    updates.install()
    expect(updater.asked).toEqual(['check'])
    updates.download()
    updater.emit('download-progress', { percent: 40 })
    expect(updates.state().update).toMatchObject({ state: 'downloading', percent: 40 })
    // A second look would forget what is under way.
    await updates.check()
    updater.downloaded.resolve(['file'])
    await vi.waitFor(() => expect(updates.state().update).toMatchObject({ state: 'ready', version: '0.2.0' }))
    expect(updater.asked).toEqual(['check', 'download'])
    updates.install()
    expect(updater.asked).toEqual(['check', 'download', 'install'])
  })

  it('can be called off, and asked for again', async () => {
    const { updater, updates } = open()
    updater.offer()
    await updates.check()
    updates.download()
    updates.cancel()
    await vi.waitFor(() => expect(updates.state().update.state).toBe('available'))
  })

  it('say in a sentence what failed, and try again', async () => {
    const { updater, updates, log } = open()
    updater.checkForUpdates = () =>
      Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED\n    at x\nHeaders: {}'))
    await updates.check()
    expect(updates.state().update).toEqual({ state: 'failed', reason: 'net::ERR_NAME_NOT_RESOLVED' })
    updater.emit('error', new Error('again'))
    expect(log.warn).toHaveBeenCalledOnce()
    updater.checkForUpdates = async () => null
    await updates.check()
    expect(updates.state().update).toEqual({ state: 'newest', checkedAt: 1000 })
  })

  it('keep the channel, and never go back to an older version by it', async () => {
    const { updater, updates, make } = open()
    updater.offer()
    await updates.check()
    updates.choose('beta')
    expect(updates.state()).toMatchObject({ channel: 'beta', update: { state: 'newest', checkedAt: null } })
    expect([updater.channel, updater.allowPrerelease, updater.allowDowngrade]).toEqual(['beta', true, false])
    expect(make().state().channel).toBe('beta')
    updates.choose('stable')
    expect([updater.channel, updater.allowPrerelease, updater.allowDowngrade]).toEqual([
      'latest',
      false,
      false,
    ])
    writeFileSync(join(folder, 'updates.json'), '{"channel":"nightly"}')
    expect(make().state().channel).toBe('stable')
  })
})

describe('why an app does not update itself', () => {
  const place = (changes: Partial<Parameters<typeof whyNoUpdates>[0]> = {}) => {
    const resources = join(folder, 'resources')
    mkdirSync(resources, { recursive: true })
    writeFileSync(join(resources, 'app-update.yml'), '')
    return whyNoUpdates({ isPackaged: true, platform: 'darwin', env: {}, resources, ...changes })
  }

  it.each([
    [{ isPackaged: false }, 'checkout'],
    [{ resources: '/nowhere' }, 'no-address'],
    [{ platform: 'win32', env: { PORTABLE_EXECUTABLE_DIR: 'C:\\x' } }, 'portable'],
    [{ platform: 'linux' }, 'system-package'],
    [{ platform: 'linux', env: { APPIMAGE: '/home/me/soma.AppImage' } }, undefined],
    [{ platform: 'win32' }, undefined],
    [{}, undefined],
  ] as const)('%o: %s', (changes, reason) => expect(place(changes)).toBe(reason))
})

describe('release notes', () => {
  it('are text, whatever somebody wrote into a release', () => {
    const releaseNotes =
      '<p>Hi<script>alert(1)</script></p>&lt;img src=x onerror=alert(1)&gt;<a href="javascript:x">go</a>'
    expect(notesOf({ releaseNotes })).toBe('Hialert(1)\n<img src=x onerror=alert(1)>go')
    expect(notesOf({ releaseNotes: null })).toBe('')
    expect(
      notesOf({
        releaseNotes: [
          { version: '0.2.0', note: 'a' },
          { version: '0.1.1', note: null },
        ],
      }),
    ).toBe('0.2.0\na\n0.1.1')
    // Nobody waits for what was written to be read slowly.
    expect(
      notesOf({ releaseNotes: `${'<'.repeat(1e6)}${'<li '.repeat(1e6)}${' '.repeat(1e6)}x` }).length,
    ).toBeLessThanOrEqual(20_000)
  })
})
