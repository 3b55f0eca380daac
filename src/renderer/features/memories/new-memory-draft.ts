import { create } from 'zustand'
import type { SomaClient } from '#contract/index'
import type { MemoryType } from '#contract/memory'

export interface NewMemory {
  /** `found`: a free place near its meaning; `given`: the coordinate that is typed. */
  readonly place: 'found' | 'given'
  readonly coordinate: string
  readonly type: MemoryType
  readonly importance: number
  readonly pinned: boolean
  readonly payload: string
}

const EMPTY: NewMemory = {
  place: 'found',
  coordinate: '',
  type: 'episodic',
  importance: 0,
  pinned: false,
  payload: '{\n  "title": "",\n  "text": ""\n}',
}

interface DraftState {
  readonly drafts: ReadonlyMap<string, NewMemory>
  change(namespace: string, part: Partial<NewMemory>): void
  forget(namespace: string): void
}

/** What was typed stays until it is stored: closing the dialog, or a refusal, loses nothing. */
export const useNewMemoryDrafts = create<DraftState>((set, get) => ({
  drafts: new Map(),
  change: (namespace, part) => {
    const { drafts } = get()
    set({ drafts: new Map(drafts).set(namespace, { ...(drafts.get(namespace) ?? EMPTY), ...part }) })
  },
  forget: (namespace) => {
    const drafts = new Map(get().drafts)
    drafts.delete(namespace)
    set({ drafts })
  },
}))

export const useNewMemoryDraft = (namespace: string): NewMemory =>
  useNewMemoryDrafts((state) => state.drafts.get(namespace) ?? EMPTY)

/** One step further along the last axis. */
export const nextCoordinate = (coordinate: readonly number[]): readonly number[] =>
  coordinate.map((value, axis) => (axis === coordinate.length - 1 ? Math.floor(value) + 1 : value))

/** Free for sure: nothing is sorted behind the last one. `0, 0` in an empty namespace. */
export const suggestCoordinate = async (
  client: SomaClient,
  namespace: string,
): Promise<readonly number[]> => {
  const page = await client.memories.page({
    namespace,
    sort: { by: 'coordinate', direction: 'desc' },
    limit: 1,
  })
  const last = page.rows[0]
  return last ? nextCoordinate(last.coordinate) : [0, 0]
}
