import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#engine/index'
import type { Log } from '#engine/ports'
import type { ResolvedConfig } from '../config.ts'
import type { Backups } from './backups.ts'
import type { Damage } from './damage.ts'
import { keepIndexed } from './keep-indexed.ts'

interface CheckOptions {
  readonly config: ResolvedConfig
  readonly backups: Backups
  readonly log: Log
  /** Seconds before the file is read whole. */
  readonly rest: number
  /** When vectors are loaded, unless somebody searches before. */
  readonly shown: Promise<unknown>
}

/** After the start: vectors into the index, then a check of the file. Resolves to whether it is sound. */
export const checkFile = async (
  engine: Engine,
  damage: Damage,
  { config, backups, log, rest, shown }: CheckOptions,
  signal: AbortSignal,
): Promise<boolean> => {
  await keepIndexed(engine, signal, shown)
  if (damage.state.state !== 'ready') return false
  if (config.mode === 'on_demand') return true
  try {
    await delay(rest * 1000, undefined, { signal, ref: false })
    const wrong = await backups.check(signal)
    if (wrong !== null) await damage.report(wrong)
    return wrong === null
  } catch (error) {
    if (!signal.aborted) log.error('the file could not be checked', { reason: reasonOf(error) })
    return false
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
