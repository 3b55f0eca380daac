import { AppError } from '#contract/errors'
import type { OutcomeReport, OutcomeResult, Prediction } from '#contract/life'
import type { Memory } from '#contract/memory'
import { type Place, receiptOf } from '../memory/commit-one.ts'
import { cutText } from '../memory/cut-text.ts'
import { compactJson } from '../memory/json-text.ts'
import { mergePayload } from '../memory/merge-payload.ts'
import { type Payload, readPayload } from '../memory/payload.ts'
import { putOf, stateOf } from '../memory/put-of.ts'
import { type Committed, type LinkDraft, type Mutation, MutationRefused } from '../ports.ts'
import { marksOf } from '../secrets/sealed-payload.ts'
import type { VectorPair } from '../vectors/active-vectors.ts'
import { AdviserFault, type Predictor } from './adviser-ports.ts'
import { derivedPayload } from './derived-payload.ts'
import { readJsonValue } from './json-value.ts'
import { judgeOutcome, type OutcomePolicy, type OutcomeVerdict } from './judge-outcome.ts'
import type { LifeParts } from './life-parts.ts'

const CORRECTIVE = 'corrective_for'
/** Characters of a value as a sentence quotes it. */
const QUOTED = 400

interface Change {
  readonly author: string
  readonly action: string
  readonly summary: string
}

/** What was expected of memories, and what came of them (LIFE-3, LIFE-4). */
export class Outcomes {
  readonly #parts: LifeParts
  readonly policy: OutcomePolicy
  /** Null where none is set. */
  readonly predictor: Predictor | null

  constructor(parts: LifeParts, policy: OutcomePolicy, predictor: Predictor | null) {
    this.#parts = parts
    this.policy = policy
    this.predictor = predictor
  }

  /**
   * Records what came of a memory. One change: the memory, and what corrects it where it was expected otherwise.
   * @throws AppError `memory/not-found`, `memory/conflict`, `request/invalid`
   */
  async report(report: OutcomeReport, author: string): Promise<OutcomeResult> {
    const memory = await this.#open(report)
    const outcome = readJsonValue('outcome', report.outcome)
    const expected = report.predicted ?? predictedIn(memory.payload)
    const predicted = expected === undefined ? undefined : readJsonValue('predicted', expected)
    const policy = { ...this.policy, ...given(report) }
    const pair = this.#parts.vectors.current()
    const verdict =
      predicted === undefined
        ? null
        : await judgeOutcome({ predicted, outcome }, policy, (texts) => pair.sync.vectorsOf(texts))
    const texts = { expected, came: compactJson(report.outcome) }
    const isWrong = verdict !== null && !verdict.matched
    const importance = isWrong ? lowered(memory.importance) : memory.importance
    const recorded = this.#recorded(memory, texts.came, verdict)
    const summary = `${isWrong ? 'Corrected' : 'Recorded the outcome of'} "${titleOf(memory)}"`
    const change = { author, action: 'outcome', summary }
    const patch = { ...recorded, set: { ...recorded.set, importance } }
    const { committed, corrective } = isWrong
      ? await this.#correct(memory, patch, { ...texts, pair }, change)
      : { committed: await this.#commit(memory, [patch], [], change, pair), corrective: null }
    const { policy: name } = policy
    const said = { matched: verdict?.matched ?? null, error: verdict?.error ?? null, policy: name }
    return { ...receiptOf(committed), summary, ...said, importance, corrective }
  }

  /** @throws AppError `adviser/not-set`, `adviser/failed`, `memory/not-found`, `memory/conflict` */
  async predict(place: Place, author: string, signal: AbortSignal): Promise<Prediction> {
    const { predictor } = this
    if (predictor === null)
      throw new AppError('adviser/not-set', { setting: 'memory_enterprise.predictions' })
    const memory = await this.#open(place)
    const { predicted, confidence } = await asked(predictor.predict(memory.text, signal))
    const fields = { predicted_confidence: confidence, predicted_by: predictor.name }
    const added = mergePayload(`{"predicted_outcome":${compactJson(predicted)}}`, JSON.stringify(fields))
    const summary = `Predicted the outcome of "${titleOf(memory)}"`
    const change = { author, action: 'predict', summary }
    const pair = this.#parts.vectors.current()
    const committed = await this.#commit(memory, [this.#merged(memory, added)], [], change, pair)
    return { ...receiptOf(committed), summary, predicted, confidence, by: predictor.name }
  }

  async #open({ namespace, coordinate }: Place): Promise<Memory> {
    const memory = await this.#parts.store.get(namespace, coordinate)
    const at = { namespace, coordinate: [...coordinate] }
    if (memory === null || memory.deletedAt !== null) throw new AppError('memory/not-found', at)
    // What nobody can read cannot be sealed anew.
    if (marksOf(memory.payload).length > 0) throw new AppError('memory/seal-broken', at)
    return memory
  }

  #recorded(memory: Memory, came: string, verdict: OutcomeVerdict | null): Mutation {
    const at = this.#parts.clock.now()
    const error = verdict === null ? '' : `,"outcome_error":${JSON.stringify(verdict.error)}`
    return this.#merged(memory, `{"outcome":${came},"outcome_at":${JSON.stringify(at)}${error}}`)
  }

  #merged({ coordinate, id, version, payload }: Memory, added: string): Mutation {
    const set = stateOf(this.#read(mergePayload(payload, added)))
    return { coordinate, id, kind: 'patch', when: 'living', expectedVersion: version, set }
  }

  /** The corrective memory stands beside what it corrects, at a place of its own. */
  async #correct(
    memory: Memory,
    patch: Mutation,
    { expected, came, pair }: { expected: string | undefined; came: string; pair: VectorPair },
    change: Change,
  ): Promise<{ committed: Committed; corrective: number[] }> {
    const { places, clock } = this.#parts
    const { namespace } = memory
    const payload = this.#corrective(memory, expected ?? 'null', came)
    const [vector] = await pair.sync.vectorsOf([payload.text])
    return places.use({ namespace, vectors: [vector], pair }, async ([place = [0, 0]]) => {
      const fact = { namespace, coordinate: place, importance: memory.importance, ...NEW_FACT }
      const mutations = [patch, putOf(fact, { payload, vector, now: clock.now() })]
      const link = { from: place, to: memory.coordinate, type: CORRECTIVE, weight: 1, note: null }
      const committed = await this.#commit(memory, mutations, [link], change, pair)
      return { committed, corrective: [...place] }
    })
  }

  #corrective(memory: Memory, expected: string, came: string): Payload {
    const title = titleOf(memory)
    const text = `Expected of "${title}": ${quoted(expected)}. What came: ${quoted(came)}.`
    const rest = { corrects: memory.coordinate }
    return this.#read(derivedPayload('fact', { text }, rest, this.#parts.sealed))
  }

  async #commit(
    { namespace, coordinate, version }: Memory,
    mutations: readonly Mutation[],
    links: readonly LinkDraft[],
    change: Change,
    pair: VectorPair,
  ): Promise<Committed> {
    try {
      const draft = { namespace, ...change, onMismatch: 'fail', mutations, links, pair } as const
      return await this.#parts.journal.commit(draft)
    } catch (error) {
      if (!(error instanceof MutationRefused) || error.index > 0) throw error
      if (error.found !== 'living') throw new AppError('memory/not-found', { namespace, coordinate })
      const versions = { expected: version, actual: error.version }
      throw new AppError('memory/conflict', { namespace, coordinate, ...versions })
    }
  }

  #read(payload: string): Payload {
    return readPayload(payload, this.#parts.limits, this.#parts.textFields)
  }
}

const NEW_FACT = { type: 'semantic', ifTaken: 'refuse' } as const

/** By 1, not below 0; what is below already stays. */
const lowered = (importance: number): number => Math.min(importance, Math.max(0, importance - 1))

const given = ({ policy, threshold }: OutcomeReport): Partial<OutcomePolicy> => ({
  ...(policy !== undefined && { policy }),
  ...(threshold !== undefined && { threshold }),
})

const predictedIn = (payload: string): string | undefined => {
  const fields = new Map(Object.entries(JSON.parse(payload) as object))
  return fields.has('predicted_outcome') ? JSON.stringify(fields.get('predicted_outcome')) : undefined
}

const titleOf = ({ text }: Memory): string =>
  cutText(text.replace(/\s+/g, ' ').trim(), 80) || 'a memory without text'

const quoted = (json: string): string => (json.length <= QUOTED ? json : `${cutText(json, QUOTED)}…`)

const asked = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer
  } catch (error) {
    if (error instanceof AdviserFault) throw new AppError('adviser/failed', { reason: error.message })
    throw error
  }
}
