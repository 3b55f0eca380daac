import type { RedisSettings } from '#stores/redis/connect'
import { startThread, type Thread } from './thread.ts'

export interface MoveStep {
  readonly stage: 'write' | 'check'
  readonly done: number
  readonly total: number
}

export interface Moved {
  readonly tables: readonly { readonly name: string; readonly rows: number; readonly checksum: string }[]
  /** Living ones. */
  readonly memories: number
}

/** A copy of a whole database, in a thread of its own that ends with it. */
export interface MoveThread {
  fillRedis(asked: {
    readonly snapshot: string
    readonly redis: RedisSettings
    readonly id: string
    readonly copy: string
  }): Promise<Moved>
  fillFile(asked: { readonly snapshot: string; readonly part: string }): Promise<Moved>
  /**
   * Takes away what a move left that did not end: that of this name, or any.
   * @returns whether there was any
   */
  clearRedis(redis: RedisSettings, id: string | null): Promise<boolean>
  close(): Promise<void>
}

export const startMoveThread = async (
  workerFile: string,
  onStep: (step: MoveStep) => void,
): Promise<MoveThread> => {
  const thread: Thread = await startThread(workerFile, null, (step) => onStep(step as MoveStep))
  return {
    fillRedis: (asked) => thread.call('fillRedis', [asked]) as Promise<Moved>,
    fillFile: (asked) => thread.call('fillFile', [asked]) as Promise<Moved>,
    clearRedis: (redis, id) => thread.call('clearRedis', [redis, id]) as Promise<boolean>,
    close: () => thread.close(),
  }
}
