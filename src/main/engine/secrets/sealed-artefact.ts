import type { ArtefactMutation } from '../artefact-ports.ts'
import { BrokenSeal, type FieldCipher } from './field-cipher.ts'
import { openSentence, sealSentence } from './sealed-journal.ts'
import { openPayload, type Sealing, sealPayload } from './sealed-payload.ts'

type Kind = ArtefactMutation['kind']

/** The kind that carries the payload of a memory which was not stored; it must rest no more openly than a stored one. */
export const CARRYING: Kind = 'gate-skip'

/** What of its state is sealed; the rest says nothing of what the memory says. */
interface Carried {
  readonly author: string
  readonly payload: string
  readonly reason: string | null
}

/** The payload of a state that carries one, else null. */
export const carriedPayload = ({ kind, state }: Pick<ArtefactMutation, 'kind' | 'state'>): string | null =>
  kind === CARRYING && state !== null ? (JSON.parse(state) as Carried).payload : null

/** Seals are made for the id of the artefact, which stays when its namespace is renamed or copied. */
export const sealArtefact = <A extends Pick<ArtefactMutation, 'kind' | 'id' | 'state'>>(
  sealing: Sealing,
  artefact: A,
): A => {
  const { kind, id, state } = artefact
  if (kind !== CARRYING || state === null) return artefact
  return { ...artefact, state: sealState(sealing, id, state, null) }
}

/** @param before the payload as it rests: what did not change in it keeps its seal */
export const sealState = (sealing: Sealing, id: string, state: string, before: string | null): string =>
  changed(state, ({ author, payload, reason }) => ({
    payload: sealPayload(sealing, id, payload, before),
    reason: reason === null ? null : sealSentence(sealing.cipher, sentenceOf(author), 'reason', reason),
  }))

/** What does not open is shown as it rests. */
export const openArtefact = <A extends { readonly kind: Kind; readonly id: string; readonly state: string }>(
  cipher: FieldCipher | null,
  artefact: A,
): A => {
  const { kind, id, state } = artefact
  if (kind !== CARRYING) return artefact
  try {
    return { ...artefact, state: openState(cipher, id, state) }
  } catch (error) {
    if (error instanceof BrokenSeal) return artefact
    throw error
  }
}

/** @throws BrokenSeal */
export const openState = (cipher: FieldCipher | null, id: string, state: string): string =>
  changed(state, ({ author, payload, reason }) => ({
    payload: cipher === null ? payload : openPayload(cipher, id, payload),
    reason: reason === null ? null : openSentence(cipher, sentenceOf(author), 'reason', reason),
  }))

const sentenceOf = (author: string) => ({ author, action: CARRYING })

const changed = (state: string, change: (carried: Carried) => Partial<Carried>): string => {
  const carried = JSON.parse(state) as Carried
  return JSON.stringify({ ...carried, ...change(carried) })
}
