import { v5 as uuidV5 } from 'uuid'
import type { Filter } from '#contract/filter'
import type { Artefact, ArtefactMutation } from '../artefact-ports.ts'

/**
 * What golden sets are to the store. An expected memory is held by its coordinate: within a namespace that is its
 * identity (MEM-2), so it follows edits, renames and copies, and the same memory is meant again when it comes back.
 */
export interface Expectation {
  readonly coordinate: readonly number[]
  readonly grade: number
}

export interface SetState {
  readonly name: string
  readonly createdAt: number
}

export interface EntryState {
  readonly partOf: string
  readonly query: string
  readonly filter?: Filter
  readonly expected: readonly Expectation[]
  readonly createdAt: number
}

/** What a query is asked with: makes it another query. */
export interface Asked {
  readonly query: string
  readonly filter?: Filter | undefined
}

/** An artefact with its state read. */
export interface Read<State> {
  readonly id: string
  readonly state: State
  readonly seq: number
  readonly parts: number
}

export const readState = <State>({ id, state, seq, parts }: Artefact): Read<State> => ({
  id,
  state: JSON.parse(state) as State,
  seq,
  parts,
})

const ID_NAMESPACE = uuidV5('soma:golden', uuidV5.URL)

export const setIdOf = ({ name, createdAt }: SetState): string =>
  uuidV5(`set ${createdAt} ${name}`, ID_NAMESPACE)

/** The same query makes the same id, so two windows that star at once meet at one entry. */
export const entryIdOf = (set: string, { query, filter }: Asked): string =>
  uuidV5(`entry ${set} ${JSON.stringify([query, filter ?? null])}`, ID_NAMESPACE)

export const putSet = (id: string, state: SetState, seen: number | null): ArtefactMutation => ({
  kind: 'golden-set',
  id,
  state: JSON.stringify(state),
  seen,
})

/** An entry that expects nothing is taken out. */
export const putEntry = (id: string, state: EntryState, seen: number | null): ArtefactMutation => ({
  kind: 'golden-entry',
  id,
  state: state.expected.length === 0 ? null : JSON.stringify(state),
  seen,
})

export const isAt =
  (coordinate: readonly number[]) =>
  (one: Expectation): boolean =>
    placeKey(one.coordinate) === placeKey(coordinate)

/** Coordinates as keys of a map. */
export const placeKey = (coordinate: readonly number[]): string => coordinate.join(',')

/** Those that were expected before stay in their order; a new grade takes the place of an old one. */
export const withExpected = (
  before: readonly Expectation[],
  added: readonly Expectation[],
): readonly Expectation[] => {
  const grades = new Map(before.map((one) => [placeKey(one.coordinate), one]))
  for (const { coordinate, grade } of added) grades.set(placeKey(coordinate), { coordinate, grade })
  return [...grades.values()]
}
