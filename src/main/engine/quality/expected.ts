import type { ExpectedMemory } from '#contract/golden'
import type { MemoryRow } from '#contract/memory'
import type { MemoryStore } from '../ports.ts'
import type { Expectation } from './golden-state.ts'

/** What lies where something is expected, for several lists of expectations in one question to the store. */
export const withPresence = async (
  store: MemoryStore,
  namespace: string,
  lists: readonly (readonly Expectation[])[],
): Promise<ExpectedMemory[][]> => {
  const rows = await store.rowsAt(
    namespace,
    lists.flat().map(({ coordinate }) => coordinate),
  )
  let at = 0
  return lists.map((list) => list.map((expected) => presentAs(expected, rows[at++] ?? null)))
}

const presentAs = ({ coordinate, grade }: Expectation, row: MemoryRow | null): ExpectedMemory => ({
  coordinate: [...coordinate],
  grade,
  presence: row === null ? 'absent' : row.deletedAt === null ? 'living' : 'binned',
  title: row?.title ?? null,
})
