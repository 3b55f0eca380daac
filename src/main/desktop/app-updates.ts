import { readFileSync, writeFileSync } from 'node:fs'
import type { AppUpdater, UpdateCheckResult, UpdateInfo } from 'electron-updater'
import type { Updating } from '#api/updates'
import { UpdateChannel, type UpdateState } from '#contract/updates'
import type { Composition } from '#hosts/composition/compose'
import { notesOf } from './release-notes.ts'

/** What is used of electron-updater. */
export type Updater = Pick<
  AppUpdater,
  | 'autoDownload'
  | 'autoInstallOnAppQuit'
  | 'allowPrerelease'
  | 'allowDowngrade'
  | 'channel'
  | 'logger'
  | 'checkForUpdates'
  | 'downloadUpdate'
  | 'quitAndInstall'
> & {
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'download-progress', listener: (progress: { readonly percent: number }) => void): unknown
}

export interface AppUpdatesOptions {
  readonly updater: Updater
  readonly version: string
  /** Where the choice of channel is kept. */
  readonly file: string
  readonly log: Pick<Composition['log'], 'info' | 'warn'>
  /** Seconds since 1970. */
  readonly now: () => number
}

/**
 * Updates with the user in charge: nobody is asked before they ask, nothing is downloaded without a yes, and nothing is
 * put in place, not even when the app ends, without another.
 *
 *   newest ──> checking ──> available ──> downloading ──> ready ──> (the app ends)
 *                  └──> newest      └── cancel ──┘
 */
export class AppUpdates implements Updating {
  readonly #options: AppUpdatesOptions
  #channel: UpdateChannel
  #update: UpdateState = { state: 'newest', checkedAt: null }
  #found: UpdateCheckResult | undefined

  constructor(options: AppUpdatesOptions) {
    const { updater, file, log } = options
    this.#options = options
    this.#channel = channelIn(file)
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    updater.logger = null
    this.#follow(this.#channel)
    // Every promise of its own fails too; without a listener the event would end the app.
    updater.on('error', (error) => log.warn('updating failed', { error: String(error) }))
    updater.on('download-progress', ({ percent }) => {
      if (this.#update.state === 'downloading') this.#update = { ...this.#update, percent }
    })
  }

  state() {
    return { version: this.#options.version, channel: this.#channel, update: this.#update }
  }

  async check(): Promise<void> {
    if (this.#isBusy) return
    this.#update = { state: 'checking' }
    try {
      const found = await this.#options.updater.checkForUpdates()
      this.#found = found ?? undefined
      this.#update = found?.isUpdateAvailable
        ? { state: 'available', ...detailsOf(found.updateInfo) }
        : { state: 'newest', checkedAt: this.#options.now() }
    } catch (error) {
      this.#fail(error)
    }
  }

  choose(channel: UpdateChannel): void {
    if (this.#isBusy || channel === this.#channel) return
    this.#channel = channel
    writeFileSync(this.#options.file, JSON.stringify({ channel }))
    this.#follow(channel)
    // What was found belongs to the other channel.
    this.#found = undefined
    this.#update = { state: 'newest', checkedAt: null }
  }

  download(): void {
    const update = this.#update
    if (update.state !== 'available') return
    this.#update = { ...update, state: 'downloading', percent: 0 }
    const token = this.#found?.cancellationToken
    this.#options.updater.downloadUpdate(token).then(
      () => {
        this.#update = { ...update, state: 'ready' }
      },
      (error: unknown) => {
        if (token?.cancelled) this.#update = update
        else this.#fail(error)
      },
    )
  }

  cancel(): void {
    if (this.#update.state === 'downloading') this.#found?.cancellationToken?.cancel()
  }

  install(): void {
    if (this.#update.state !== 'ready') return
    this.#options.log.info('installing an update', { version: this.#update.version })
    this.#options.updater.quitAndInstall()
  }

  get #isBusy(): boolean {
    return ['checking', 'downloading', 'ready'].includes(this.#update.state)
  }

  #follow(channel: UpdateChannel): void {
    const { updater } = this.#options
    updater.channel = channel === 'beta' ? 'beta' : 'latest'
    updater.allowPrerelease = channel === 'beta'
    // Choosing a channel allows it by itself. Data of a newer version may not open in an older one.
    updater.allowDowngrade = false
  }

  #fail(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error)
    // The rest are headers of the answer, and a stack.
    this.#update = { state: 'failed', reason: text.split('\n', 1)[0]?.slice(0, 300) ?? '' }
  }
}

const detailsOf = (info: UpdateInfo) => {
  const at = Date.parse(info.releaseDate)
  return { version: info.version, releasedAt: Number.isNaN(at) ? null : at / 1000, notes: notesOf(info) }
}

const channelIn = (file: string): UpdateChannel => {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { readonly channel?: unknown }
    return UpdateChannel.parse(kept.channel)
  } catch {
    return 'stable'
  }
}
