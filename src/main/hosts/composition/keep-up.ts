import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import type { LiveSettings } from '../settings/live-settings.ts'
import type { Backups } from './backups.ts'
import { checkFile } from './check-file.ts'
import type { Damage } from './damage.ts'
import { followSettings } from './follow-settings.ts'
import { keepBackedUp } from './keep-backed-up.ts'
import { keepFollowing } from './keep-following.ts'
import { keepMended } from './keep-mended.ts'
import { keepSelfTested } from './keep-self-tested.ts'
import { keepSwept } from './keep-swept.ts'
import { keepWatched } from './keep-watched.ts'

interface UpkeepOptions {
  readonly engine: Engine
  readonly settings: LiveSettings
  readonly damage: Damage
  readonly backups: Backups
  readonly log: Log
  /** Whether anything may be written by itself. */
  readonly takesWrites: boolean
  /** Seconds that the start is left to whoever waits for it; none if nothing is said. */
  readonly rest?: number | undefined
  readonly shown: Promise<unknown>
}

export interface Upkeep {
  /** Resolves when nothing more is written by itself; the signal has been given. */
  swept(): Promise<unknown>
  readonly ended: Promise<void>
}

/** All that a session does without being asked, until the signal. */
export const keepUp = (options: UpkeepOptions, signal: AbortSignal): Upkeep => {
  const { engine, settings, damage, backups, log, takesWrites, rest = 0, shown } = options
  const { config } = settings
  if (!damage.isKnown) {
    if (config.mode !== 'on_demand') void keepFollowing(engine, log, signal)
    const onError = (error: unknown): void => log.warn('settings cannot be read', { reason: String(error) })
    void followSettings(engine, settings, { onError, signal })
  }
  let sweeping: Promise<unknown> | undefined
  // Nobody asked for what these write, so it waits until the file is known to be sound.
  const ended = checkFile(engine, damage, { config, backups, log, rest, shown }, signal).then(
    async (isSound) => {
      if (!isSound || signal.aborted || !takesWrites) return
      keepMended(engine, signal)
      sweeping = Promise.all([
        keepSwept(engine, log, signal),
        keepWatched(engine, log, signal),
        keepSelfTested(engine, log, signal),
      ])
      await Promise.all([sweeping, keepBackedUp({ backups, log, settings }, signal)])
    },
  )
  return { swept: async () => sweeping, ended }
}
