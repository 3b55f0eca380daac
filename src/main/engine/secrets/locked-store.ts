import { AppError } from '#contract/errors'
import type { ChangeDraft, MemoryStore, MissingVector, Mutation, VectorCursor } from '../ports.ts'
import { delegatedStore } from './delegated-store.ts'
import { membersOf } from './json-members.ts'
import type { TextFields } from './opened.ts'
import { carriedPayload, openArtefact } from './sealed-artefact.ts'
import { restingText } from './sealed-commit.ts'
import { refuseSealedFields } from './sealed-filter.ts'
import { openedHistory } from './sealed-history.ts'
import { openSentence } from './sealed-journal.ts'
import { marksOf, type SealedFields } from './sealed-payload.ts'
import type { SealedStorage } from './sealed-storage.ts'

/**
 * A store whose key nobody gave. What is sealed stays sealed and is shown as the mark that rests there; everything else
 * works. What would write a field in the clear that is to be sealed is refused, and so is what needs seals made anew.
 */
export const lockedStore = (
  store: MemoryStore & SealedStorage,
  { everSealed, textFields }: { readonly everSealed: SealedFields; readonly textFields: TextFields },
): MemoryStore => ({
  ...delegatedStore(store),
  ...openedHistory(store, null),
  renameNamespace: async (from, to, by) => {
    if (from !== to) await refuseSealedIn(store, from)
    return store.renameNamespace(from, to, by)
  },
  copyNamespace: async (from, to, meta) => {
    await refuseSealedIn(store, from)
    return store.copyNamespace(from, to, meta)
  },
  commit: async (draft) => store.commit(guarded(draft, everSealed, textFields)),
  undoPlan: async (seq) => {
    const plan = await store.undoPlan(seq)
    return { ...plan, change: plan.change && closed(plan.change) }
  },
  artefacts: async (...query) =>
    (await store.artefacts(...query)).map((artefact) => openArtefact(null, artefact)),
  changes: async (query) => (await store.changes(query)).map(closed),
  artefactChanges: async (...query) => (await store.artefactChanges(...query)).map(closed),
  effectsAfter: async (...query) =>
    (await store.effectsAfter(...query)).map((effect) => ({ ...effect, change: closed(effect.change) })),
  versions: async (...query) =>
    (await store.versions(...query)).map((version) => ({
      ...version,
      reason: version.reason && openSentence(null, version, 'reason', version.reason),
    })),
  page: async (query) => {
    refuseSealedFields(query.filter, everSealed)
    return store.page(query)
  },
  matching: async (namespace, filter) => {
    refuseSealedFields(filter, everSealed)
    return store.matching(namespace, filter)
  },
  // What of a payload is sealed can't be taken out of it without its key.
  dueMemories: async () => [],
  withoutVector: (embedder, after, limit) => withoutSealed(store, embedder, after, limit),
})

const closed = <C extends { author: string; action: string; summary: string }>(change: C): C => ({
  ...change,
  summary: openSentence(null, change, 'summary', change.summary),
})

const refuse = (what: string): never => {
  const reason = `${what} needs the key of the encrypted fields. Start with memory_enterprise.encryption_key.`
  throw new AppError('store/read-only', { reason })
}

const guarded = (draft: ChangeDraft, fields: SealedFields, textFields: TextFields): ChangeDraft => {
  for (const artefact of draft.artefacts ?? []) {
    const payload = carriedPayload(artefact)
    if (payload !== null) refuseOpen(payload, fields)
  }
  return {
    ...draft,
    mutations: draft.mutations.map((mutation) => guardedMutation(mutation, fields, textFields)),
  }
}

/** A payload may go back as it rests; a vector of what can be read of it would be a wrong one, so it is left out. */
const guardedMutation = (mutation: Mutation, fields: SealedFields, textFields: TextFields): Mutation => {
  const { payload } = mutation.set
  if (payload === undefined) return mutation
  refuseOpen(payload, fields)
  if (marksOf(payload).length === 0) return { ...mutation, hasSealedText: true }
  const { vector: _, ...rest } = mutation
  const set = { ...mutation.set, ...restingText(payload, payload, textFields) }
  return { ...rest, hasSealedText: true, set }
}

const refuseOpen = (payload: string, fields: SealedFields): void => {
  const marks = marksOf(payload)
  if (marks.some(({ field }) => field === null)) return
  const sealed = new Set(marks.map(({ field }) => field))
  const isOpen = (name: string): boolean => (fields === '*' || fields.includes(name)) && !sealed.has(name)
  const open = membersOf(payload).find(({ name }) => isOpen(name))
  if (open !== undefined) refuse(`Writing the field "${open.name}"`)
}

const refuseSealedIn = async (store: SealedStorage, namespace: string): Promise<void> => {
  for (let after = 0; ; ) {
    const states = await store.restingStates(after, 200, namespace)
    if (states.some(({ payload }) => marksOf(payload).length > 0)) refuse('A namespace with encrypted fields')
    const last = states.at(-1)
    if (last === undefined) return
    after = last.key
  }
}

/** Memories that can be embedded by all of their text; the others wait for the key. */
const withoutSealed = async (
  store: MemoryStore & SealedStorage,
  embedder: string,
  from: VectorCursor,
  limit: number,
): Promise<MissingVector[]> => {
  for (let after = from; ; ) {
    const missing = await store.withoutVector(embedder, after, limit)
    const last = missing.at(-1)
    if (last === undefined) return []
    const payloads = await store.restingPayloads({ keys: Uint32Array.from(missing, ({ key }) => key) })
    const readable = missing.filter((_, i) => marksOf(payloads[i]?.payload ?? '').length === 0)
    if (readable.length > 0) return readable
    after = { seq: last.seq, key: last.key }
  }
}
