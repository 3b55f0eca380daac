import type { ActivityAction } from '#contract/activity'
import { unreachable } from '#contract/unreachable'
import type { ChangeDraft, Committed, LinkDraft, LinkRemoval } from '../ports.ts'
import type { Observation, ObservedChange, ObservedRecall } from './observer.ts'

export const AUDIT_ACTIONS: readonly ActivityAction[] = [
  'store',
  'update',
  'forget',
  'recall',
  'link',
  'unlink',
  'decay',
  'evict',
  'gate_skip',
  'restore',
  'merge',
  'import',
  'config',
  'undo',
  'redo',
]
export type AuditAction = ActivityAction

/**
 * One line of the audit log: who did what to which memories, and when. It never quotes a memory: titles, payloads and
 * reasons are left out (SEC-2).
 */
export interface AuditEntry {
  readonly action: AuditAction
  readonly namespace: string
  /** The memory; where there are several, they stand in `coordinates`. */
  readonly coordinate?: readonly number[] | undefined
  readonly coordinates?: readonly (readonly number[])[]
  readonly user: string
  /** Epoch seconds. */
  readonly timestamp: number
  /** The change in the journal; of a recall the last one that it knew; null where the journal has no line of it. */
  readonly seq: number | null
  readonly [field: string]: unknown
}

/** Memories or links that one line names; a change of more has several lines of the same `seq`. */
const AT_ONCE = 1000

/** What is written of what happened; nothing of what changed nothing. */
export const auditEntries = (happened: Observation): AuditEntry[] => {
  switch (happened.is) {
    case 'change':
      return ofChange(happened)
    case 'recall':
      return ofRecall(happened)
    case 'purge': {
      const { namespace, author: user, at: timestamp, count } = happened
      return [{ action: 'forget', change: 'purge', namespace, user, timestamp, seq: null, count }]
    }
    case 'namespace': {
      const { namespace, how, to, author: user, at: timestamp } = happened
      const change = `namespace-${how}`
      return [{ action: 'config', change, namespace, ...(to && { to }), user, timestamp, seq: null }]
    }
    case 'embedder': {
      const { namespace, author: user, at: timestamp, seq, action } = happened.change
      return [{ action: 'config', change: action, namespace, user, timestamp, seq }]
    }
    // Who changed it writes it down; and how long things took is told elsewhere.
    case 'others-change':
    case 'watch':
    case 'write':
    case 'call':
      return []
    default:
      return unreachable(happened)
  }
}

const ofRecall = (recall: ObservedRecall): AuditEntry[] => {
  const { namespace, author: user, query, k: top_k, type: memory_type, at: timestamp, took, result } = recall
  if (result === null) return []
  const coords = result.hits.map(({ memory }) => memory.coordinate)
  const answer = { result_count: coords.length, coords, took_ms: Math.round(took * 100_000) / 100 }
  const { seq } = result
  return [{ action: 'recall', namespace, query, top_k, memory_type, ...answer, user, timestamp, seq }]
}

/** What the journal calls a change, where the audit log has another word. */
const ACTIONS: Readonly<Record<string, AuditAction>> = {
  store: 'store',
  consolidate: 'store',
  share: 'store',
  outcome: 'update',
  predict: 'update',
  update: 'update',
  delete: 'forget',
  restore: 'restore',
  link: 'link',
  unlink: 'unlink',
  decay: 'decay',
  evict: 'evict',
  merge: 'merge',
  import: 'import',
  undo: 'undo',
  redo: 'redo',
}

/**
 * Of what is kept beside memories (settings, golden sets, saved queries, judgements) every change is `config`; and a kind
 * of change that is new here is named by what it does.
 */
const actionOf = ({ action, mutations, links = [] }: ChangeDraft): AuditAction => {
  const isOfMemories = mutations.length + links.length > 0
  if (action === 'undo' || action === 'redo') return action
  if (!isOfMemories) return 'config'
  return ACTIONS[action] ?? (mutations.some(({ kind }) => kind === 'put') ? 'store' : 'update')
}

const ofChange = ({ draft, committed }: ObservedChange): AuditEntry[] => {
  const { change } = committed
  if (change === null) return []
  const { namespace, author: user, at: timestamp } = draft
  const who = { namespace, user, timestamp, seq: change.seq }
  const skips = stoppedBy(draft).map((one) => ({ action: 'gate_skip' as const, ...one, ...who }))
  const action = actionOf(draft)
  const isOnlySkips = skips.length > 0 && committed.artefacts.length === change.count
  if (isOnlySkips) return skips
  const about = {
    action,
    ...(action !== draft.action && { change: draft.action }),
    ...(draft.undoes !== undefined && { undoes: draft.undoes }),
    ...artefactsOf(draft),
  }
  return [...partsOf(draft, committed).map((part) => ({ ...about, ...part, ...who })), ...skips]
}

type Part = Pick<AuditEntry, 'coordinate' | 'coordinates'> & { readonly links?: unknown }

/** What a change did to memories, then what to links, so many a line. */
const partsOf = ({ mutations, links = [] }: ChangeDraft, { outcomes, links: changed }: Committed): Part[] => {
  const done = mutations.filter((_, i) => outcomes[i]?.is === 'done').map(({ coordinate }) => coordinate)
  const linked = changed > 0 ? links.map(linkFields) : []
  const [first] = linked
  if (done.length === 0 && linked.length === 1) return [{ coordinate: first?.from, ...first }]
  const parts: Part[] = slices(done).map((some) =>
    done.length === 1 ? { coordinate: some[0] } : { coordinates: some },
  )
  const ofLinks = slices(linked).map((some) => ({ links: some }))
  if (parts.length === 1 && ofLinks.length === 1) return [{ ...parts[0], ...ofLinks[0] }]
  const all = [...parts, ...ofLinks]
  return all.length > 0 ? all : [{}]
}

const linkFields = (link: LinkDraft | LinkRemoval) => {
  const { from, to, type } = link
  return 'isRemoved' in link ? { from, to, type } : { from, to, type, weight: link.weight }
}

const slices = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, i) =>
    items.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  )

/** Of settings their names tell what was changed; of the rest their kinds do. */
const artefactsOf = ({ artefacts = [] }: ChangeDraft) => {
  const settings = artefacts.filter(({ kind }) => kind === 'setting').map(({ id }) => id)
  const kinds = new Set(artefacts.map(({ kind }) => kind).filter((kind) => kind !== 'gate-skip'))
  if (settings.length > 0) return { settings }
  return kinds.size > 0 ? { kinds: [...kinds] } : {}
}

/** Writes that the gate stopped, where they were meant to be and what it said of them. */
const stoppedBy = ({ artefacts = [], undoes }: ChangeDraft) =>
  artefacts.flatMap(({ kind, id: entry, state }) => {
    if (kind !== 'gate-skip' || state === null || undoes !== undefined) return []
    const { coordinate, gate } = JSON.parse(state) as {
      coordinate: readonly number[]
      gate: { readonly score: number; readonly threshold: number }
    }
    return [{ coordinate, entry, score: gate.score, threshold: gate.threshold }]
  })
