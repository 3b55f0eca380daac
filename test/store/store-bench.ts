import { memoryId } from '#engine/memory/coordinate'
import { readPayload } from '#engine/memory/payload'
import type { ChangeDraft, MemoryState, MemoryStore, Mutation } from '#engine/ports'

/** How a suite gets the store that it is about, and gives it back. */
export interface StoreUnderTest {
  readonly store: MemoryStore
  /** Another program with the same database; whoever calls it closes it. */
  readonly another?: (() => Promise<MemoryStore>) | undefined
  dispose(): Promise<void>
}

/** Tests of one suite share a store and nothing else: each takes namespaces of its own. */
export interface Bench {
  readonly store: MemoryStore
  /** A new namespace. */
  namespace(): Promise<string>
  /** A name that no namespace has. */
  name(): string
  /** As in {@link StoreUnderTest}. */
  readonly another: (() => Promise<MemoryStore>) | undefined
}

export const EMBEDDER = 'four@1'
export const DIMENSION = 4

/**
 * What the engine derives from a payload (MEM-6). Each has a field `code` beside what it is about, so that a store that
 * encrypts it has something to encrypt in every memory.
 */
export const derived = (payload: object): Pick<MemoryState, 'payload' | 'text' | 'title' | 'tags'> => {
  const { json, text, title, tags } = readPayload(JSON.stringify({ ...payload, code: { of: [payload] } }))
  return { payload: json, text, title, tags }
}

type Extra = Partial<Omit<Mutation, 'set' | 'coordinate' | 'id'>>

export const put = (
  namespace: string,
  coordinate: readonly number[],
  payload: object,
  set: Partial<MemoryState> = {},
  extra: Extra = {},
): Mutation => ({
  coordinate,
  id: memoryId(namespace, coordinate),
  kind: 'put',
  when: 'any',
  set: {
    ...derived(payload),
    type: 'episodic',
    importance: 0,
    timestamp: null,
    deletedAt: null,
    ...set,
  },
  ...extra,
})

export const patch = (
  namespace: string,
  coordinate: readonly number[],
  set: Partial<MemoryState>,
  extra: Extra = {},
): Mutation => ({
  coordinate,
  id: memoryId(namespace, coordinate),
  kind: 'patch',
  when: 'living',
  set,
  ...extra,
})

export const draft = (
  namespace: string,
  mutations: readonly Mutation[],
  extra: Partial<ChangeDraft> = {},
): ChangeDraft => ({
  namespace,
  at: 1000,
  author: 'test',
  action: 'store',
  summary: 'a change',
  reason: null,
  embedder: EMBEDDER,
  onMismatch: 'fail',
  mutations,
  ...extra,
})

/** A vector of unit length that can be told from others by its first number. */
export const vector = (n: number): Float32Array => Float32Array.of(Math.cos(n), Math.sin(n), 0, 0)

/** Every row of a namespace, found by paging in small steps. */
export const everyRow = async (store: MemoryStore, namespace: string, bin: boolean) => {
  const sort = { by: 'coordinate', direction: 'asc' } as const
  const rows = []
  for (let offset = 0; ; offset += 7) {
    const page = await store.page({ namespace, sort, bin, offset, limit: 7 })
    rows.push(...page.rows)
    if (page.rows.length === 0) return { total: page.total, rows }
  }
}

/** The counters of a namespace, counted anew. */
export const recount = async (store: MemoryStore, namespace: string) => {
  const { rows: living } = await everyRow(store, namespace, false)
  const { rows: binned } = await everyRow(store, namespace, true)
  const versions = [...living, ...binned].reduce((sum, { version }) => sum + version - 1, 0)
  const times = living.map(({ timestamp }) => timestamp).filter((time) => time !== null)
  return {
    episodic: living.filter(({ type }) => type === 'episodic').length,
    semantic: living.filter(({ type }) => type === 'semantic').length,
    pinned: living.filter(({ pinned }) => pinned).length,
    bin: binned.length,
    versions,
    payloadBytes: living.reduce((sum, { bytes }) => sum + bytes, 0),
    oldest: times.length === 0 ? null : Math.min(...times),
    newest: times.length === 0 ? null : Math.max(...times),
  }
}
