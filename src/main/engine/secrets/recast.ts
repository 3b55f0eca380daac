import { BrokenSeal, type FieldCipher, keyIdOf } from './field-cipher.ts'
import type { TextFields } from './opened.ts'
import { recastArtefacts, restingPieces } from './recast-artefacts.ts'
import { restingText } from './sealed-commit.ts'
import { openSentence, sealSentence } from './sealed-journal.ts'
import { isSealedAsAsked, marksOf, openPayload, type Sealing, sealPayload } from './sealed-payload.ts'
import type { JournalLine, RestingState, Rewrite, SealedStorage } from './sealed-storage.ts'

/** Memories and lines of the journal that one transaction takes. */
const CHUNK = 200

export interface RecastOptions {
  /** Opens what rests now. */
  readonly cipher: FieldCipher
  /** How it is to rest; null for in the clear. */
  readonly target: Sealing | null
  readonly textFields: TextFields
  readonly onProgress: (memories: number) => void
}

export interface Recast {
  readonly states: number
  readonly lines: number
  /** States whose seals do not open; they were left as they are. */
  readonly broken: number
}

/**
 * Brings everything that rests into one form: present states, versions, stopped writes, the journal. A piece at a time, each one
 * transaction; what is in that form already is passed over, so a run that was interrupted is simply run again.
 */
export const recast = async (storage: SealedStorage, options: RecastOptions): Promise<Recast> => {
  const memories = await recastStates(storage, options)
  const artefacts = await recastArtefacts(storage, options)
  const states = memories.states + artefacts.states
  const broken = memories.broken + artefacts.broken
  return { states, broken, lines: await recastJournal(storage, options) }
}

const recastStates = async (
  storage: SealedStorage,
  options: RecastOptions,
): Promise<{ states: number; broken: number }> => {
  const done = { states: 0, broken: 0 }
  let memories = 0
  for (let after = 0; ; ) {
    const found = await storage.restingStates(after, CHUNK)
    const last = found.at(-1)
    if (last === undefined) return done
    const rewrites = found.map((state) => recastState(state, options))
    done.broken += rewrites.filter((one) => one === 'broken').length
    done.states += await storage.rewriteStates(rewrites.filter((one) => one !== 'broken' && one !== null))
    after = last.key
    memories += new Set(found.map(({ key }) => key)).size
    options.onProgress(memories)
  }
}

const recastState = (
  { key, version, id, payload: from }: RestingState,
  { cipher, target, textFields }: RecastOptions,
): Rewrite | 'broken' | null => {
  const isDone = target === null ? marksOf(from).length === 0 : isSealedAsAsked(from, target)
  if (isDone) return null
  try {
    const plain = openPayload(cipher, id, from)
    const payload = target === null ? plain : sealPayload(target, id, plain, from)
    return { key, version, from, payload, ...restingText(plain, payload, textFields) }
  } catch (error) {
    if (error instanceof BrokenSeal) return 'broken'
    throw error
  }
}

const recastJournal = async (storage: SealedStorage, options: RecastOptions): Promise<number> => {
  let count = 0
  for (let after = 0; ; ) {
    const found = await storage.journalLines(after, CHUNK)
    const last = found.at(-1)
    if (last === undefined) return count
    const lines = found.map((line) => recastLine(line, options)).filter((line) => line !== null)
    await storage.rewriteJournal(lines)
    count += lines.length
    after = last.seq
  }
}

const recastLine = (line: JournalLine, { cipher, target }: RecastOptions): JournalLine | null => {
  const sentence = (kind: 'summary' | 'reason', text: string): string => {
    const keyId = keyIdOf(text)
    // Sealed under a key that nobody has: there is nothing better to write in its place.
    if (keyId !== null && !cipher.has(keyId)) return text
    if (keyId === (target?.cipher.keyId ?? null)) return text
    const plain = openSentence(cipher, line, kind, text)
    return target === null ? plain : sealSentence(target.cipher, line, kind, plain)
  }
  const summary = sentence('summary', line.summary)
  const reason = line.reason === null ? null : sentence('reason', line.reason)
  return summary === line.summary && reason === line.reason ? null : { ...line, summary, reason }
}

export interface Census {
  /** States with something sealed, by the id of the key. */
  readonly sealed: ReadonlyMap<string, number>
  /** States with nothing sealed. */
  readonly plain: number
  readonly broken: number
}

/** Opens everything once, and counts. */
export const takeCensus = async (storage: SealedStorage, cipher: FieldCipher): Promise<Census> => {
  const sealed = new Map<string, number>()
  const counts = { plain: 0, broken: 0 }
  const count = (id: string, payload: string): void => {
    const keyIds = new Set(marksOf(payload).map(({ keyId }) => keyId))
    if (keyIds.size === 0) counts.plain++
    for (const keyId of keyIds) sealed.set(keyId, (sealed.get(keyId) ?? 0) + 1)
    if (keyIds.size > 0 && !opens(cipher, id, payload)) counts.broken++
  }
  for (let after = 0; ; ) {
    const found = await storage.restingStates(after, CHUNK)
    const last = found.at(-1)
    if (last === undefined) break
    for (const { id, payload } of found) count(id, payload)
    after = last.key
  }
  for await (const { found } of restingPieces(storage)) {
    for (const { id, state } of found) count(id, (JSON.parse(state) as { payload: string }).payload)
  }
  return { sealed, ...counts }
}

const opens = (cipher: FieldCipher, id: string, payload: string): boolean => {
  try {
    openPayload(cipher, id, payload)
    return true
  } catch (error) {
    if (error instanceof BrokenSeal) return false
    throw error
  }
}
