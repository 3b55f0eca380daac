import { isError } from '#contract/errors'
import type { MemoryStore } from '../ports.ts'
import type { Place } from './commit-one.ts'
import { cutText } from './cut-text.ts'

/** What a sentence of the history calls a memory: the beginning of its text. */
export const nameOf = async (store: MemoryStore, { namespace, coordinate }: Place): Promise<string> => {
  try {
    const memory = await store.get(namespace, coordinate)
    return memory === null ? countedMemories(1) : `"${cutText(memory.text.replace(/\s+/g, ' '), 80)}"`
  } catch (error) {
    // Also what cannot be read can be deleted.
    if (isError(error, 'memory/seal-broken')) return countedMemories(1)
    throw error
  }
}

export const countedMemories = (n: number): string =>
  n === 1 ? '1 memory' : `${n.toLocaleString('en')} memories`
