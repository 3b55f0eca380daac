import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '#engine/ports'
import type { LiveSettings } from '../settings/live-settings.ts'
import type { Backups } from './backups.ts'
import { clock } from './real-time.ts'

interface BackupOptions {
  readonly backups: Backups
  readonly log: Log
  readonly settings: LiveSettings
}

/** The daily backup of a sound file. */
export const keepBackedUp = async (
  { backups, log, settings }: BackupOptions,
  signal: AbortSignal,
): Promise<void> => {
  if (settings.config.mode === 'on_demand') return
  try {
    while (!signal.aborted) {
      const [latest] = backups.list()
      const dueIn = (latest?.madeAt ?? 0) + settings.config.backup.interval_hours * 3600 - clock.now()
      if (dueIn > 0) await delay(Math.min(dueIn, 3600) * 1000, undefined, { signal, ref: false })
      else await backups.make(new Date(), signal)
    }
  } catch (error) {
    if (!signal.aborted)
      log.error('backups stopped', { reason: error instanceof Error ? error.message : String(error) })
  }
}
