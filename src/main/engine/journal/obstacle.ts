import type { ArtefactKind } from '#contract/changes'
import type { Obstacle } from '#contract/history'
import type { Blocked, UndoSketch } from './journal-ports.ts'

/** Why a change cannot be undone, or null; one of the embedder is judged elsewhere. */
export const obstacleTo = (sketch: UndoSketch): Obstacle | null => {
  const { change, blocked } = sketch
  const reason = reasonOf(sketch)
  if (reason !== null) return { reason, change: change.seq, by: null }
  if (blocked === null) return null
  const by = blocked.lastSeq
  return { reason: `${nameOf(blocked)} was changed again later, by change ${by}`, change: change.seq, by }
}

/** A change of the whole database that no artefact keeps is one of the embedder. */
export const isOfEmbedder = ({ change, count }: UndoSketch): boolean => change.namespace === '' && count === 0

const reasonOf = ({ change, namespace, count }: UndoSketch): string | null => {
  if (change.action === 'purge') return 'what was purged is gone for good'
  if (namespace === '' && change.namespace !== '') return `its namespace "${change.namespace}" was deleted`
  return count === 0 ? `"${change.summary}" has nothing to put back` : null
}

const nameOf = (blocked: Blocked): string => {
  if ('coordinate' in blocked) return placeText(blocked.coordinate)
  if ('from' in blocked) {
    return `the link "${blocked.type}" from ${placeText(blocked.from)} to ${placeText(blocked.to)}`
  }
  return WORDS[blocked.kind]
}

const placeText = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`

const WORDS: Readonly<Record<ArtefactKind, string>> = {
  'golden-set': 'the golden set',
  'golden-entry': 'a query of the golden set',
  'saved-query': 'the saved query',
  recording: 'the recording',
  'gate-skip': 'the stopped write',
  'pair-label': 'the judgement',
  'pair-dismissal': 'the dismissed pair',
  import: 'the import',
  'import-places': 'the import',
  setting: 'the setting',
  namespace: 'the namespace',
}
