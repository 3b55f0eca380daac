import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { MoveProgress } from '#contract/connections'
import type { MemoryStore } from '#engine/ports'
import { Backups } from '#hosts/composition/backups'
import { lockFolder } from '#hosts/composition/folder-guests'
import { moveTo } from '#hosts/composition/move'
import { loadConfig, type ResolvedConfig } from '#hosts/config'
import type { ConfigInput } from '#hosts/config-schema'
import { openDatabase } from '#stores/sqlite/open'
import { digestTables } from '#stores/sqlite/row-batches'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { Statements } from '#stores/sqlite/statements'
import { builtFiles } from '../composition/built-files.ts'
import { promising } from '../promising.ts'
import { draft, patch, put, vector } from '../store/store-bench.ts'

export type RedisPlace = NonNullable<ConfigInput['redis']>

/** Settings of a folder, or of a Redis whose copy lies there. */
const configAt = (folder: string, redis?: RedisPlace): ResolvedConfig =>
  loadConfig({
    env: {},
    explicit: { data_dir: folder, ...(redis !== undefined && { mode: 'enterprise', redis }) },
  })

export interface MoveAsked {
  /** The file of a database, whatever mode that is in. */
  readonly database: string
  readonly target: string
  /** Where the target is one. */
  readonly redis?: RedisPlace | undefined
  readonly signal?: AbortSignal | undefined
}

export const databaseMove = ({
  database,
  target,
  redis,
  signal = new AbortController().signal,
}: MoveAsked): AsyncGenerator<MoveProgress> => {
  const workerFile = builtFiles.storeWorker
  const backups = new Backups({ folder: target, database, workerFile, keep: () => 1 })
  const seq = async (): Promise<number> => {
    const { db } = openDatabase({ file: database, readonly: true })
    const row = db.prepare('SELECT coalesce(max(seq), 0) AS seq FROM changes').get() as { seq: number }
    db.close()
    return row.seq
  }
  return moveTo({
    source: { name: database, seq, snapshotTo: async (file) => void (await backups.copyTo(file)) },
    target: configAt(target, redis),
    files: builtFiles,
    hold: () => lockFolder(target),
    signal,
  })
}

export type MoveResult = Extract<MoveProgress, { type: 'result' }>

export const resultOf = async (steps: AsyncIterable<MoveProgress>): Promise<MoveResult> => {
  for await (const step of steps) if (step.type === 'result') return step
  throw new Error('the move ended without a result')
}

/** Runs a move in a process that is killed so many milliseconds after it began to write, unless it has ended. */
export const killedMove = async (
  { database, target, redis }: Omit<MoveAsked, 'signal'>,
  milliseconds: number,
): Promise<{ readonly killed: boolean; readonly last: MoveResult | undefined }> => {
  const script = join(import.meta.dirname, 'move-child.ts')
  const asked = JSON.stringify({ database, target, redis })
  const child = spawn(process.execPath, [script, asked], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  let timer: NodeJS.Timeout | undefined
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('exit', (_, signal) => resolve(signal)),
  )
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString()
    if (!text.includes('"write"') || !Number.isFinite(milliseconds)) return
    timer ??= setTimeout(() => child.kill('SIGKILL'), milliseconds)
  })
  const killed = (await ended) === 'SIGKILL'
  clearTimeout(timer)
  const line = text.trim().split('\n').at(-1)
  return { killed, last: line?.includes('"result"') ? (JSON.parse(line) as MoveResult) : undefined }
}

const CHUNK = 500

/** Memories, a second version of every tenth, links, some in the bin, artefacts, a gone namespace: rows of most tables. */
export const fillDatabase = async (file: string, memories: number): Promise<void> => {
  const { db } = openDatabase({ file })
  const store = promising<MemoryStore>(sqliteStore(db))
  await store.createNamespace('a', { at: 1, note: 'n', suggestions: ['s'] })
  await store.createNamespace('gone', { at: 1, note: '', suggestions: [] })
  await store.commit(draft('gone', [put('gone', [1], { text: 'was' }, {}, { vector: vector(1) })]))
  for (let from = 0; from < memories; from += CHUNK) {
    const many = Array.from({ length: CHUNK }, (_, i) =>
      put(
        'a',
        [from + i, 0.5],
        { text: `memory ${from + i} of the 🦊 ${'x'.repeat(i % 50)}` },
        { importance: i / 7 },
        { vector: vector(from + i) },
      ),
    )
    const link = (i: number) => ({
      ...{ from: [from + i, 0.5], to: [from + i + 1, 0.5] },
      ...{ type: 'next', weight: 1.5, note: null },
    })
    await store.commit(draft('a', many, { links: [link(0), link(1)] }))
  }
  const later = Array.from({ length: memories / 10 }, (_, i) =>
    put('a', [i * 10, 0.5], { text: `again ${i}` }, {}, { vector: vector(i) }),
  )
  await store.commit(draft('a', later))
  await store.commit(draft('a', [patch('a', [3, 0.5], { deletedAt: 9 })]))
  const saved = { kind: 'saved-query', id: 'q', state: JSON.stringify({ name: 'q' }), seen: null } as const
  await store.commit(draft('a', [], { artefacts: [saved] }))
  await store.binNamespace('gone', { at: 5, author: 't' })
  db.close()
}

/** Rows and checksum of each table. */
export const digestsOf = (file: string) => {
  const { db } = openDatabase({ file, readonly: true })
  const digests = digestTables(new Statements(db))
  db.close()
  return digests
}
