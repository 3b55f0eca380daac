import type { MemoryStore } from '../ports.ts'
import type { FileState } from './file-memory.ts'

const MOST = 1000
/** Of the payloads of one memory, so that its line stays one that an import takes. */
const MOST_CHARACTERS = 4_000_000

/** What a memory was before, the oldest first, as far back as there is room. What lay in the bin is left out. */
export const earlierStates = async (
  store: MemoryStore,
  namespace: string,
  coordinate: readonly number[],
): Promise<FileState[]> => {
  const [, ...earlier] = await store.versions(namespace, coordinate, MOST)
  const kept: FileState[] = []
  let characters = 0
  for (const { payload, type, importance, timestamp, pinned, deleted } of earlier) {
    characters += payload.length
    if (characters > MOST_CHARACTERS) break
    if (!deleted) kept.push({ payload, type, importance, timestamp, pinned })
  }
  return kept.reverse()
}
