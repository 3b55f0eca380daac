import { v5 as uuidV5 } from 'uuid'
import type { PairLabel, PairVerdict } from '#contract/duplicates'
import type { ArtefactMutation } from '../artefact-ports.ts'
import { cosine } from '../gate/nearest.ts'
import { type ArtefactReceipt, changeArtefacts } from '../journal/change-artefacts.ts'
import type { Journal } from '../journal/journal.ts'
import { notFound } from '../memory/commit-one.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'

const KIND = 'pair-label'
const ID_NAMESPACE = uuidV5('soma:pair-label', uuidV5.URL)

export interface PairLabelsParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly vectors: ActiveVectors
  readonly clock: Clock
}

/** As it rests: places and a verdict, nothing that a memory says. */
type LabelState = Omit<PairLabel, 'id' | 'at'> & { readonly createdAt: number }

/** What a person said of memories that are alike. The gate's threshold and the search for duplicates both go by it. */
export class PairLabels {
  readonly #parts: PairLabelsParts

  constructor(parts: PairLabelsParts) {
    this.#parts = parts
  }

  async list(namespace: string, limit = -1): Promise<{ total: number; labels: PairLabel[] }> {
    const { store } = this.#parts
    const [found, { kept }] = await Promise.all([
      store.artefacts(namespace, { kind: KIND, newestFirst: true, limit }),
      store.artefactTally(namespace, KIND),
    ])
    return { total: kept, labels: found.map(({ id, state }) => shown(id, JSON.parse(state) as LabelState)) }
  }

  /**
   * Says it anew where it was said before.
   * @throws AppError `memory/not-found`
   */
  async put(
    namespace: string,
    label: {
      readonly members: readonly (readonly number[])[]
      readonly verdict: PairVerdict
    },
    author: string,
  ): Promise<ArtefactReceipt> {
    const { store, journal, clock } = this.#parts
    const rows = await store.rowsAt(namespace, label.members)
    const missing = label.members.find((_, i) => rows[i]?.deletedAt !== null)
    if (missing !== undefined) return notFound({ namespace, coordinate: missing })
    const members = inOrder(label.members)
    const id = labelId(members)
    const measured = await this.#measure(namespace, members)
    const change = { author, action: 'label', summary: summaryOf(label.verdict, members.length) }
    return changeArtefacts(journal, namespace, change, async () => {
      const [present] = await store.artefacts(namespace, { kind: KIND, id })
      const state: LabelState = { members, verdict: label.verdict, ...measured, createdAt: clock.now() }
      return [put(id, state, present?.seq ?? null)]
    })
  }

  /** The likeness of a pair, which a threshold is reckoned from as long as the same embedder answers. */
  async #measure(
    namespace: string,
    members: readonly (readonly number[])[],
  ): Promise<{ similarity: number | null; embedder: string }> {
    const { store, vectors } = this.#parts
    const { index, embedder } = vectors.current()
    const { space } = await store.space(namespace)
    const keys = await Promise.all(members.map((place) => store.keyOf(namespace, place)))
    const [a, b, ...more] = await Promise.all(keys.map((key) => key && index.vectorOf(space, key)))
    return { similarity: a && b && more.length === 0 ? cosine(a, b) : null, embedder: embedder.id }
  }

  /** Nothing happens where there is none. */
  remove(namespace: string, id: string, author: string): Promise<ArtefactReceipt> {
    const { store, journal } = this.#parts
    const change = { author, action: 'unlabel', summary: 'Took a judgement back' }
    return changeArtefacts(journal, namespace, change, async () => {
      const [present] = await store.artefacts(namespace, { kind: KIND, id })
      return present === undefined ? [] : [{ kind: KIND, id, state: null, seen: present.seq }]
    })
  }
}

const put = (id: string, state: LabelState, seen: number | null): ArtefactMutation => ({
  kind: KIND,
  id,
  state: JSON.stringify(state),
  seen,
})

const shown = (id: string, { createdAt: at, ...state }: LabelState): PairLabel => ({
  id,
  at,
  ...state,
})

/** One order for one group, whoever names it. */
const inOrder = (members: readonly (readonly number[])[]): number[][] => {
  const byKey = new Map(members.map((place) => [place.join(), [...place]]))
  return [...byKey.keys()].sort().map((key) => byKey.get(key) as number[])
}

const labelId = (members: readonly (readonly number[])[]): string =>
  uuidV5(members.map((place) => place.join()).join(';'), ID_NAMESPACE)

const summaryOf = (verdict: PairVerdict, count: number): string => {
  const these = count === 2 ? '2 memories' : `${count.toLocaleString('en')} memories`
  if (verdict === 'skip') return `Left open whether ${these} say the same`
  return `Judged that ${these} ${verdict === 'same' ? 'say the same' : 'say different things'}`
}
