import type { MemoryRow } from '#contract/memory'
import { deriveFrom } from '../memory/payload.ts'
import type { MemoryState } from '../ports.ts'
import { BrokenSeal, type FieldCipher } from './field-cipher.ts'
import { marksOf, openPayload } from './sealed-payload.ts'
import type { RestingPayload, SealedStorage } from './sealed-storage.ts'

export type TextFields = readonly (readonly string[])[]

type Derived = Pick<MemoryState, 'payload' | 'text' | 'title' | 'tags'>

/** Payloads a call to the store brings: enough to be few calls, few enough to be no burden. */
const AT_ONCE = 500

/** What rests sealed, as it was stored. */
export class Opened {
  readonly #cipher: FieldCipher
  readonly #storage: SealedStorage
  readonly #textFields: TextFields

  constructor(parts: { cipher: FieldCipher; storage: SealedStorage; textFields: TextFields }) {
    this.#cipher = parts.cipher
    this.#storage = parts.storage
    this.#textFields = parts.textFields
  }

  /**
   * The payload with what is derived from it; null where nothing of it is sealed, so that what rests is the truth.
   * @throws BrokenSeal
   */
  derived(memoryId: string, payload: string): Derived | null {
    const marks = marksOf(payload)
    if (marks.length === 0) return null
    const opened = openPayload(this.#cipher, memoryId, payload, marks)
    return { payload: opened, ...deriveFrom(opened, this.#textFields) }
  }

  /** The same, but what does not open is shown as it rests: one broken seal must not cost a whole list. */
  derivedOrResting(memoryId: string, payload: string): Derived | null {
    try {
      return this.derived(memoryId, payload)
    } catch (error) {
      if (error instanceof BrokenSeal) return null
      throw error
    }
  }

  state(memoryId: string, state: MemoryState): MemoryState {
    return { ...state, ...this.derived(memoryId, state.payload) }
  }

  async rows(rows: readonly MemoryRow[]): Promise<MemoryRow[]> {
    const derived = await this.byIds(rows.map(({ id }) => id))
    return rows.map((row, i) => {
      const found = derived[i]
      return found ? { ...row, title: found.title, tags: found.tags.slice() } : row
    })
  }

  byIds(ids: readonly string[]): Promise<(Derived | null)[]> {
    return this.#inChunks(ids.length, (from, to) =>
      this.#storage.restingPayloads({ ids: ids.slice(from, to) }),
    )
  }

  byKeys(keys: Uint32Array): Promise<(Derived | null)[]> {
    return this.#inChunks(keys.length, (from, to) =>
      this.#storage.restingPayloads({ keys: keys.slice(from, to) }),
    )
  }

  async #inChunks(
    count: number,
    read: (from: number, to: number) => Promise<(RestingPayload | null)[]>,
  ): Promise<(Derived | null)[]> {
    const all: (Derived | null)[] = []
    for (let at = 0; at < count; at += AT_ONCE) {
      const found = await read(at, at + AT_ONCE)
      all.push(...found.map((one) => one && this.derivedOrResting(one.id, one.payload)))
    }
    return all
  }
}
