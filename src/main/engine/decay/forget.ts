import type { DecayRules } from '#contract/decay-rules'
import { deriveFrom } from '../memory/payload.ts'
import type { MemoryKey, MemoryState, Mutation } from '../ports.ts'
import type { VectorPair } from '../vectors/active-vectors.ts'
import type { DueMemory, ForgottenMark } from './decay-ports.ts'
import { decaysAt, levelsAt } from './decay-score.ts'
import { decayedPayload, payloadAtLevel } from './remaining-payload.ts'

export type TextFields = readonly (readonly string[])[]

/** What is to be taken from a memory. */
export interface Forgetting {
  readonly memory: Pick<DueMemory, 'coordinate' | 'id' | 'version'> & {
    readonly key: MemoryKey
    readonly payload: string
  }
  /** Whether it decays; else it passes levels of DEC-3. */
  readonly isWhole: boolean
  readonly levels: number
}

/** What a sweep at a moment does to a memory; null where it is not due after all. */
export const forgettingAt = (memory: DueMemory, rules: DecayRules, at: number): Forgetting | null => {
  const { facts, payload } = memory
  if (payload === null) return null
  const isWhole = rules.isOn && decaysAt(facts, rules.weights, at)
  const passed = facts.isForgotten
    ? 0
    : levelsAt(
        facts,
        rules.levels.map(({ seconds }) => seconds),
        at,
      )
  const levels = Math.max(facts.levels, passed)
  return isWhole || levels > facts.levels ? { memory: { ...memory, payload }, isWhole, levels } : null
}

const remaining = ({ memory, isWhole, levels }: Forgetting, rules: DecayRules): string =>
  isWhole ? decayedPayload(memory.payload, rules) : payloadAtLevel(memory.payload, levels, rules)

export interface Forgettings {
  /** Changes, with the text and vector of what is left. */
  readonly mutations: readonly Mutation[]
  /** Of those that have nothing to lose. */
  readonly marks: readonly ForgottenMark[]
}

/** Record, text and vector change together: what is forgotten is found by neither word nor meaning (DEC-2). */
export const forget = async (
  forgettings: readonly Forgetting[],
  rules: DecayRules,
  { pair, textFields }: { readonly pair: VectorPair; readonly textFields: TextFields },
): Promise<Forgettings> => {
  const payloads = forgettings.map((one) => remaining(one, rules))
  const losing = forgettings.filter(({ memory }, i) => payloads[i] !== memory.payload)
  const states = losing.map((one): Pick<MemoryState, 'payload' | 'text' | 'title' | 'tags'> => {
    const payload = remaining(one, rules)
    return { payload, ...deriveFrom(payload, textFields) }
  })
  const vectors = await pair.sync.vectorsOf(states.map(({ text }) => text))
  const mutations = losing.map(({ memory, isWhole, levels }, i): Mutation => {
    const { coordinate, id, version } = memory
    const vector = vectors[i]
    const guard = { coordinate, id, kind: 'patch', when: 'living', expectedVersion: version } as const
    return { ...guard, set: states[i] ?? {}, forgets: { levels, isWhole }, ...(vector && { vector }) }
  })
  const marks = forgettings
    .filter(({ memory }, i) => payloads[i] === memory.payload)
    .map(({ memory: { key, version }, isWhole, levels }) => ({ key, version, levels, isForgotten: isWhole }))
  return { mutations, marks }
}
