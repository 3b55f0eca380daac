import { randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { MoveProgress } from '#contract/connections'
import { AppError, isAppError } from '#contract/errors'
import { type Moved, type MoveStep, type MoveThread, startMoveThread } from '#workers/move-thread'
import type { ResolvedConfig } from '../config.ts'
import { type MoveNote, UnfinishedMove } from '../connections/unfinished-move.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { connectionOf } from './connection-of.ts'
import type { FolderHold } from './folder-guests.ts'
import { inOneOffThread } from './one-off-thread.ts'
import { redisSettings } from './redis-settings.ts'
import type { Keychain } from './sealing.ts'

/** What is moved: it is only read. */
export interface MoveSource {
  /** Which database it is, so that a move of it can be gone on with. */
  readonly name: string
  seq(): Promise<number>
  /** Writes all of it into a file, as it is at one moment. */
  snapshotTo(file: string): Promise<void>
}

export interface MoveOptions {
  readonly source: MoveSource
  readonly target: ResolvedConfig
  readonly files: Pick<ProgramFiles, 'moveWorker' | 'storeWorker'>
  readonly keychain?: Keychain
  /** Has the folder of the target to itself. */
  readonly hold: () => FolderHold
  readonly signal: AbortSignal
}

/**
 * Copies everything of a source to a target that is empty, and reads it back. The target is no database until it is whole: killed,
 * the next move goes on; cancelled, nothing is left.
 * @throws AppError `connection/move-refused`
 */
export async function* moveTo(options: MoveOptions): AsyncGenerator<MoveProgress> {
  const { source, target, signal } = options
  refuseReadOnly(target)
  const started = performance.now()
  const hold = held(options)
  const left = new UnfinishedMove(target.data_dir)
  let state: 'moving' | 'moved' | 'failed' = 'moving'
  try {
    const { note, resumed } = await begun(left, options)
    if (!resumed) yield { type: 'progress', stage: 'copy', done: 0, total: 0, rate: null, remaining: null }
    if (!resumed) await copied(left, note, options)
    const moved = yield* filled(left, note, options)
    left.end()
    state = 'moved'
    const missed = Math.max(0, (await source.seq()) - note.seq)
    const seconds = (performance.now() - started) / 1000
    yield { type: 'result', ...moved, tables: [...moved.tables], seconds, missed, resumed }
  } catch (error) {
    if (!signal.aborted) state = 'failed'
    throw told(error)
  } finally {
    // Given up, also by whoever no longer listens.
    if (state === 'moving') await discard(left, options)
    hold.release()
  }
}

/**
 * Takes away what a move that did not end left at its target.
 * @throws AppError `connection/move-refused`
 */
export const discardMove = async (options: Omit<MoveOptions, 'source' | 'signal'>): Promise<void> => {
  const hold = held(options)
  try {
    await discard(new UnfinishedMove(options.target.data_dir), options)
  } catch (error) {
    throw told(error)
  } finally {
    hold.release()
  }
}

const refuse = (reason: string, cause?: unknown): never => {
  throw new AppError('connection/move-refused', { reason }, { cause })
}

const told = (error: unknown): unknown => {
  if (isAppError(error) || !(error instanceof Error)) return error
  const isSentence = error.name === 'NotEmpty' || error instanceof StartError
  const reason = isSentence
    ? error.message
    : `It could not be moved: ${error.message}. Nothing of the source was changed; moving again goes on where this ended.`
  return new AppError('connection/move-refused', { reason }, { cause: error })
}

const refuseReadOnly = (target: ResolvedConfig): void => {
  const { name, readOnly } = connectionOf(target)
  if (readOnly) refuse(`“${name}” is marked read-only.`)
}

const held = ({ hold }: Pick<MoveOptions, 'hold'>): FolderHold => {
  try {
    return hold()
  } catch (error) {
    return refuse((error as Error).message, error)
  }
}

/** A move of the same source, in the same state, is gone on with; one of another state begins anew. */
const begun = async (
  left: UnfinishedMove,
  options: MoveOptions,
): Promise<{ readonly note: MoveNote; readonly resumed: boolean }> => {
  const { source, target } = options
  const before = left.read()
  const seq = await source.seq()
  if (before !== null && before.source === source.name && before.seq === seq)
    return { note: before, resumed: true }
  if (left.exists) await discard(left, options)
  if (target.mode !== 'enterprise') await refuseFullFile(target, options)
  return { note: { id: randomUUID(), source: source.name, seq }, resumed: false }
}

const copied = async (
  left: UnfinishedMove,
  note: MoveNote,
  { source, signal }: MoveOptions,
): Promise<void> => {
  left.begin(note)
  const part = `${left.snapshot}.part`
  rmSync(part, { force: true })
  await source.snapshotTo(part)
  signal.throwIfAborted()
  renameSync(part, left.snapshot)
}

async function* filled(
  left: UnfinishedMove,
  { id }: MoveNote,
  { target, files, keychain, signal }: MoveOptions,
): AsyncGenerator<MoveProgress, Moved> {
  const redis = redisSettings(target, keychain)
  const { database: file } = target
  const part = `${file}.part`
  const { snapshot } = left
  const moved = yield* stepsOf(files.moveWorker, signal, (thread) =>
    redis === null
      ? thread.fillFile({ snapshot, part })
      : thread.fillRedis({ snapshot, redis, id, copy: file }),
  )
  if (redis === null) {
    for (const suffix of ['-wal', '-shm']) rmSync(`${part}${suffix}`, { force: true })
    putAside(file)
    renameSync(part, file)
  }
  // Saved by whoever was here before.
  rmSync(join(target.data_dir, 'index'), { recursive: true, force: true })
  return moved
}

/** Steps of a thread, with how fast it goes; giving up ends the thread, whatever it is at. */
async function* stepsOf(
  workerFile: string,
  signal: AbortSignal,
  work: (thread: MoveThread) => Promise<Moved>,
): AsyncGenerator<MoveProgress, Moved> {
  let latest: MoveStep | null = null
  let wake = (): void => {}
  const thread = await startMoveThread(workerFile, (step) => {
    latest = step
    wake()
  })
  const end = (): void => void thread.close()
  signal.addEventListener('abort', end)
  const pace = new Pace()
  let moved: Moved | undefined
  let failed: { readonly error: unknown } | undefined
  try {
    signal.throwIfAborted()
    work(thread).then(
      (value) => {
        moved = value
        wake()
      },
      (error: unknown) => {
        failed = { error }
        wake()
      },
    )
    for (;;) {
      if (moved !== undefined) return moved
      if (failed !== undefined) throw failed.error
      const step = latest as MoveStep | null
      latest = null
      if (step !== null) yield pace.of(step)
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    signal.removeEventListener('abort', end)
    await thread.close()
  }
}

/** Rate and remaining time of the stage that is on. */
class Pace {
  #stage = ''
  #since = 0
  #from = 0

  of({ stage, done, total }: MoveStep): MoveProgress {
    const now = performance.now()
    if (stage !== this.#stage) {
      this.#stage = stage
      this.#since = now
      this.#from = done
    }
    const seconds = (now - this.#since) / 1000
    const rate = seconds > 0.5 && done > this.#from ? (done - this.#from) / seconds : null
    return { type: 'progress', stage, done, total, rate, remaining: rate && (total - done) / rate }
  }
}

const discard = async (
  left: UnfinishedMove,
  { target, files, keychain }: Omit<MoveOptions, 'source' | 'signal'>,
): Promise<void> => {
  const redis = redisSettings(target, keychain)
  if (redis !== null) {
    const thread = await startMoveThread(files.moveWorker, () => {})
    try {
      const wasThere = await thread.clearRedis(redis, left.read()?.id ?? null)
      // A copy of what is no more.
      if (wasThere)
        for (const suffix of ['', '-wal', '-shm']) rmSync(`${target.database}${suffix}`, { force: true })
    } finally {
      await thread.close()
    }
  }
  for (const suffix of ['.part', '.part-wal', '.part-shm'])
    rmSync(`${target.database}${suffix}`, { force: true })
  left.end()
}

const FULL = 'There are memories in this folder already. Choose an empty one.'

const refuseFullFile = async (target: ResolvedConfig, { files }: MoveOptions): Promise<void> => {
  const { database: file } = target
  if (!existsSync(file)) return
  const call = (ask: (method: string, args: readonly unknown[]) => Promise<unknown>) => ask('namespaces', [])
  const namespaces = (await inOneOffThread(files.storeWorker, file, call)) as {
    living: number
    bin: number
  }[]
  if (namespaces.some(({ living, bin }) => living + bin > 0)) refuse(FULL)
}

/** A database without a memory may have settings in it: it is kept under another name. */
const putAside = (file: string): void => {
  const aside = `${file}.before-move-${Date.now()}`
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
}
