import type { QueryKey } from '@tanstack/react-query'
import type { ArtefactKind, EngineEvent } from '#contract/changes'
import { keys } from './queries/keys.ts'

type EventType = EngineEvent['type']
type EventOf<T extends EventType> = Extract<EngineEvent, { type: T }>

/** Everything: what a listener that lost events has to ask again. */
export const everything: readonly QueryKey[] = [[]]

const artefactKeys: Readonly<Record<ArtefactKind, (namespace: string) => QueryKey>> = {
  'golden-set': keys.golden,
  'golden-entry': keys.golden,
  'saved-query': keys.savedQueries,
  recording: keys.recordings,
  'gate-skip': keys.gate,
  'pair-label': keys.gate,
  'pair-dismissal': keys.dismissedPairs,
  setting: keys.settings,
  import: keys.changes,
  'import-places': keys.changes,
  namespace: keys.namespaces,
}

/**
 * The one place that says which answers an event makes old. Only queries that are on screen are asked again at once, so
 * a prefix may be generous: titles of other memories stand in links, neighbours and hits too.
 */
const invalidated: { readonly [T in EventType]: (event: EventOf<T>) => readonly QueryKey[] } = {
  changed: ({ change }) => [
    keys.memory(change.namespace),
    keys.links(change.namespace),
    keys.graph(change.namespace),
    keys.recall(change.namespace),
    // Entries show the titles of memories, and which of them are deleted.
    keys.golden(change.namespace),
    // Entries of the inbox show what lies where their nearest was.
    keys.gate(change.namespace),
    keys.decay(change.namespace),
    keys.tuning(change.namespace),
    keys.map(change.namespace),
    keys.namespaces(),
    keys.changes(),
    keys.app(),
  ],
  links: ({ change }) => [
    keys.links(change.namespace),
    keys.graph(change.namespace),
    // Links are a signal of recall, and stand in the history of changes and the counts.
    keys.recall(change.namespace),
    keys.namespaces(),
    keys.changes(),
    keys.app(),
  ],
  artefacts: ({ change, kinds }) => [
    ...kinds.map((kind) => artefactKeys[kind](change.namespace)),
    keys.changes(),
    keys.app(),
  ],
  'golden-run': ({ namespace }) => [keys.golden(namespace)],
  quality: ({ namespace }) => [keys.quality(namespace)],
  namespaces: () => [keys.namespaces(), keys.changes()],
  // Vectors that finish loading change what recall and neighbours can answer.
  status: () => [keys.app(), keys.embedders(), ['recall'], ['tuning'], ['quality']],
  embedders: () => [keys.embedders()],
  connections: () => everything,
  // What the gate stops, what recall answers and what is forgotten may be others now.
  settings: () => [keys.settings(), keys.app(), ['gate'], ['recall'], ['decay'], ['tuning'], ['quality']],
  lagged: () => everything,
}

export const invalidatedBy = (event: EngineEvent): readonly QueryKey[] =>
  (invalidated[event.type] as (event: EngineEvent) => readonly QueryKey[])(event)
