import type { Change } from '#contract/changes'
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
import { isOfEmbedder, obstacleTo } from './obstacle.ts'
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
  /** What no artefact keeps: another embedder. */
  readonly embedders: EmbedderUndo
  readonly namespaces: NamespaceUndo
  /** Settings were changed; whoever works with them takes them up before the change is told. */
  readonly onSettings?: () => Promise<void>
}

/** How a change of the embedder is undone. */
export interface EmbedderUndo {
  /** Why it cannot be now, or null. */
  obstacleTo(seq: number): Promise<string | null>
  undoChange(change: Change, author: string): Promise<UndoReceipt>
}

/** How a change of a namespace itself is undone: being made, renamed, copied, deleted. */
export interface NamespaceUndo {
  undoChange(undoing: NamespaceUndoing): Promise<UndoReceipt>
}

export interface NamespaceUndoing {
  readonly change: Change
  readonly namespace: string
  /** What it was called before; null where it was not there. */
  readonly before: string | null
  readonly isThere: boolean
  readonly author: string
  readonly action: 'undo' | 'redo'
  readonly summary: string
}

export type UndoReceipt = ChangeReceipt & { readonly summary: string }

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
  async undo(seq: number, author: string): Promise<UndoReceipt> {
    const { change, namespace, steps, links, artefacts } = await this.#parts.store.undoPlan(seq)
    const refuse = (reason: string): never => {
      throw new AppError('change/not-undoable', { seq, reason })
    }
    if (change === null) return refuse(`there is no change ${seq}`)
    if (change.undoneBy !== null) return refuse('it was undone already')
    const all = [...steps, ...links, ...artefacts]
    const blocked = all.find(({ lastSeq }) => lastSeq !== change.seq) ?? null
    const sketch = { change, namespace, count: all.length, blocked }
    if (isOfEmbedder(sketch)) return this.#parts.embedders.undoChange(change, author)
    const obstacle = obstacleTo(sketch)
    if (obstacle !== null) return refuse(obstacle.reason)
    const action = change.action === 'undo' ? 'redo' : 'undo'
    const summary = `${action === 'undo' ? 'Undid' : 'Redid'}: ${withoutPrefix(change.summary)}`
    const naming = artefacts.find(({ kind }) => kind === 'namespace')
    if (naming !== undefined) {
      const before = naming.before === null ? null : (JSON.parse(naming.before) as { name: string }).name
      const isThere = naming.present !== null
      const about = { change, namespace, before, isThere, author, action, summary } as const
      return this.#parts.namespaces.undoChange(about)
    }
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

  /**
   * Puts a change in force again that was undone.
   * @throws AppError `change/not-undoable` with the reason.
   */
  async redo(seq: number, author: string): Promise<UndoReceipt> {
    const { change } = await this.#parts.store.undoPlan(seq)
    if (change?.undoneBy === null) {
      throw new AppError('change/not-undoable', { seq, reason: 'it is in force already' })
    }
    // What undid it last is in force, so its number undoes the right one however often it went to and fro.
    return this.undo(change?.undoneBy ?? seq, author)
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

const REFUSALS: Readonly<Record<ArtefactRefused['why'], string>> = {
  changed: 'what it made was changed again meanwhile',
  'name-taken': 'something else has taken the name since',
  'has-parts': 'queries were added to the golden set since',
  'part-of-nothing': 'the golden set was deleted since',
}

const withoutPrefix = (summary: string): string => summary.replace(/^(Undid|Redid): /, '')
