import type { GateProbe } from '../../api/queries/gate.ts'
import { findJsonProblem, type JsonProblem } from '../../ui/json-problem.ts'
import type { GateDraft } from './gate-store.ts'

export type Probe =
  | { readonly state: 'empty' }
  | { readonly state: 'broken'; readonly problem: JsonProblem }
  | { readonly state: 'ready'; readonly asked: GateProbe; readonly payload: string }

/** What can be asked of the gate about a draft, and the payload that a store would get. */
export const probeOf = ({ kind, text }: Pick<GateDraft, 'kind' | 'text'>): Probe => {
  if (text.trim() === '') return { state: 'empty' }
  if (kind === 'text') return { state: 'ready', asked: { text }, payload: JSON.stringify({ text }) }
  const problem = findJsonProblem(text)
  return problem ? { state: 'broken', problem } : { state: 'ready', asked: { payload: text }, payload: text }
}
