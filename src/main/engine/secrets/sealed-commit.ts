import { deriveFrom } from '../memory/payload.ts'
import type { ChangeDraft, Committed, MemoryState, Mutation } from '../ports.ts'
import type { TextFields } from './opened.ts'
import { sealArtefact } from './sealed-artefact.ts'
import { sealSentence } from './sealed-journal.ts'
import { marksOf, type Sealing, sealPayload } from './sealed-payload.ts'
import type { SealedStorage } from './sealed-storage.ts'

/** What a payload is found and shown by at rest: what is left of it in the clear. */
export const restingText = (
  plain: string,
  resting: string,
  textFields: TextFields,
): Pick<MemoryState, 'text' | 'title' | 'tags'> => {
  const marks = marksOf(resting)
  if (marks.some(({ field }) => field === null)) return { text: '', title: '', tags: [] }
  return deriveFrom(plain, textFields, new Set(marks.map(({ field }) => field as string)))
}

/** A draft as it may rest. */
export const sealDraft = async (
  sealing: Sealing,
  draft: ChangeDraft,
  { storage, textFields }: { readonly storage: SealedStorage; readonly textFields: TextFields },
): Promise<ChangeDraft> => {
  const resting = await restingOf(draft.mutations, storage)
  const seal = (mutation: Mutation): Mutation => {
    const plain = mutation.set.payload
    if (plain === undefined) return mutation
    const before = resting.get(mutation.id) ?? null
    const payload = sealPayload(sealing, mutation.id, plain, before)
    // A change may name a memory more than once.
    resting.set(mutation.id, payload)
    const isSealed = marksOf(payload).length > 0
    if (!isSealed && (before === null || marksOf(before).length === 0)) return mutation
    const derived = isSealed ? restingText(plain, payload, textFields) : {}
    return { ...mutation, hasSealedText: true, set: { ...mutation.set, payload, ...derived } }
  }
  const { cipher } = sealing
  const { reason } = draft
  return {
    ...draft,
    summary: sealSentence(cipher, draft, 'summary', draft.summary),
    reason: reason === null ? null : sealSentence(cipher, draft, 'reason', reason),
    mutations: draft.mutations.map(seal),
    ...(draft.artefacts && { artefacts: draft.artefacts.map((one) => sealArtefact(sealing, one)) }),
  }
}

/** What lies now where the draft brings a payload. */
const restingOf = async (
  mutations: readonly Mutation[],
  storage: SealedStorage,
): Promise<Map<string, string>> => {
  const ids = mutations.filter(({ set }) => set.payload !== undefined).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const found = (await storage.restingPayloads({ ids })).filter((one) => one !== null)
  return new Map(found.map(({ id, payload }) => [id, payload]))
}

/** The answer of the store, in the words of the draft. */
export const openCommitted = (committed: Committed, { summary }: ChangeDraft): Committed =>
  committed.change === null ? committed : { ...committed, change: { ...committed.change, summary } }
