import type { ArtefactKind, Change } from '#contract/changes'
import { AppError } from '#contract/errors'
import type { ChangeReceipt } from '#contract/memory'
import { ArtefactRefused, type ArtefactUndoStep } from '../artefact-ports.ts'
import {
  type ChangeDraft,
  type Clock,
  type Committed,
  type LinkDraft,
  LinkRefused,
  type LinkRemoval,
  type LinkUndoStep,
  type MemoryStore,
  type Mutation,
  MutationRefused,
  type UndoStep,
} from '../ports.ts'
import type { FilterCache } from '../recall/filter-cache.ts'
import type { ActiveVectors, VectorPair } from '../vectors/active-vectors.ts'
import type { EventBus } from './event-bus.ts'
import type { OwnChanges } from './own-changes.ts'

/** Up to so many memories an undo brings their vectors along; beyond, they are made in batches afterwards. */
const EMBED_AT_ONCE = 1000

export interface JournalParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly clock: Clock
  readonly events: EventBus
  readonly filters: FilterCache
  readonly own: OwnChanges
  /** Undoes a change of the whole database that no artefact keeps: another embedder. */
  readonly undoEmbedder: (
    change: Change,
    author: string,
  ) => Promise<ChangeReceipt & { readonly summary: string }>
  /** Settings were changed; whoever works with them takes them up before the change is told. */
  readonly onSettings?: () => Promise<void>
}

/** A change without what the journal itself knows. */
export type Draft = Omit<ChangeDraft, 'at' | 'embedder' | 'reason'> & {
  readonly reason?: string | null
  /** Whose vectors the mutations bring along; needed where they bring any. */
  readonly pair?: VectorPair
}

/** Every change of memories, links and artefacts goes through here: committed, brought into the index, told to every open window. */
export class Journal {
  readonly #parts: JournalParts

  constructor(parts: JournalParts) {
    this.#parts = parts
  }

  /** Resolves when the change is on disk and can be found by recall (IDX-3). */
  async commit({ pair = this.#parts.vectors.current(), ...draft }: Draft): Promise<Committed> {
    const { store, vectors, clock, events, filters } = this.#parts
    await vectors.mayWrite()
    const embedder = pair.embedder.id
    const writing = store.commit({ reason: null, ...draft, at: clock.now(), embedder })
    const committed = await this.#parts.own.note(writing)
    const { change, ids, artefacts, links } = committed
    if (change === null) return committed
    if (artefacts.includes('setting')) await this.#parts.onSettings?.()
    if (change.count > artefacts.length + links) {
      filters.clear()
      // Another embedder may answer by now: then it makes the vectors that it lacks.
      await vectors.current().sync.follow()
      events.publish({ type: 'changed', change, ids: [...ids] })
    }
    if (links > 0) events.publish({ type: 'links', change })
    if (artefacts.length > 0) events.publish({ type: 'artefacts', change, kinds: [...new Set(artefacts)] })
    return committed
  }

  list(query: {
    namespace?: string | undefined
    before?: number | undefined
    limit: number
  }): Promise<Change[]> {
    return this.#parts.store.changes(query)
  }

  /**
   * Puts back what a change replaced (MEM-10). An undo is a change like any other, so it can be undone too; a change that
   * was undone and redone is undone as what redid it.
   * @throws AppError `change/not-undoable` with the reason.
   */
  async undo(seq: number, author: string): Promise<ChangeReceipt & { summary: string }> {
    const { change, namespace, steps, links, artefacts } = await this.#parts.store.undoPlan(seq)
    const refuse = (reason: string): never => {
      throw new AppError('change/not-undoable', { seq, reason })
    }
    if (change === null) return refuse(`there is no change ${seq}`)
    if (change.undoneBy !== null) return refuse('it was undone already')
    if (change.action === 'purge') return refuse('what was purged is gone for good')
    const isOfAll = change.namespace === ''
    if (isOfAll && artefacts.length === 0) return this.#parts.undoEmbedder(change, author)
    if (namespace === '' && !isOfAll) return refuse(`its namespace "${change.namespace}" was deleted`)
    if (steps.length + links.length + artefacts.length === 0)
      return refuse(`"${change.summary}" has nothing to put back`)
    const blocked = [...steps, ...links, ...artefacts].find(({ lastSeq }) => lastSeq !== change.seq)
    if (blocked) return refuse(`${nameOf(blocked)} was changed again later, by change ${blocked.lastSeq}`)
    const action = change.action === 'undo' ? 'redo' : 'undo'
    const summary = `${action === 'undo' ? 'Undid' : 'Redid'}: ${withoutPrefix(change.summary)}`
    const pair = this.#parts.vectors.current()
    const mutations = await this.#inverse(steps, pair)
    try {
      const beside = { links: links.map(linkBackTo), artefacts: artefacts.map(backTo) }
      const draft = { namespace, author, action, summary, undoes: change.seq, ...beside, pair }
      const committed = await this.commit({ ...draft, onMismatch: 'fail', mutations })
      return { seq: committed.change?.seq ?? 0, count: committed.change?.count ?? 0, summary }
    } catch (error) {
      if (error instanceof MutationRefused) return refuse('a memory was changed again meanwhile')
      if (error instanceof LinkRefused) return refuse('a link was changed again meanwhile')
      if (error instanceof ArtefactRefused) return refuse(REFUSALS[error.why])
      throw error
    }
  }

  async #inverse(steps: readonly UndoStep[], { sync }: VectorPair): Promise<Mutation[]> {
    const { clock } = this.#parts
    const texts = steps.map(({ before }) => before?.text ?? '')
    const vectors = steps.length <= EMBED_AT_ONCE ? await sync.vectorsOf(texts) : []
    return steps.map(({ coordinate, id, before, version }, i) => {
      const guard = { coordinate, id, kind: 'patch', when: 'exists', expectedVersion: version } as const
      if (before === null) return { ...guard, set: { deletedAt: clock.now() } }
      const vector = vectors[i]
      return { ...guard, set: before, ...(vector && { vector }) }
    })
  }
}

const backTo = ({ kind, id, before, present }: ArtefactUndoStep) => ({
  kind,
  id,
  state: before,
  seen: present,
})

const linkBackTo = ({ from, to, type, before, present }: LinkUndoStep): LinkDraft | LinkRemoval => {
  const guard = { from, to, type, seen: present }
  return before === null ? { ...guard, isRemoved: true } : { ...guard, ...before }
}

const nameOf = (step: UndoStep | LinkUndoStep | ArtefactUndoStep): string => {
  if ('coordinate' in step) return placeText(step.coordinate)
  if ('from' in step) return `the link "${step.type}" from ${placeText(step.from)} to ${placeText(step.to)}`
  return WORDS[step.kind]
}

const placeText = (coordinate: readonly number[]): string => `(${coordinate.join(', ')})`

const WORDS: Readonly<Record<ArtefactKind, string>> = {
  'golden-set': 'the golden set',
  'golden-entry': 'a query of the golden set',
  'saved-query': 'the saved query',
  'gate-skip': 'the stopped write',
  'pair-label': 'the judgement',
  setting: 'the setting',
}

const REFUSALS: Readonly<Record<ArtefactRefused['why'], string>> = {
  changed: 'what it made was changed again meanwhile',
  'name-taken': 'something else has taken the name since',
  'has-parts': 'queries were added to the golden set since',
  'part-of-nothing': 'the golden set was deleted since',
}

const withoutPrefix = (summary: string): string => summary.replace(/^(Undid|Redid): /, '')
