import type { DecayRules } from '#contract/decay-rules'
import { membersOf } from '../secrets/json-members.ts'

/** DEC-2: what every decayed memory keeps. */
const ALWAYS_KEPT = ['memory_type', 'timestamp', 'coordinate', 'importance', 'salience']

/** What is left of a payload without white space between its tokens; what stays, stays to the byte. */
const filtered = (payload: string, keeps: (name: string) => boolean): string =>
  `{${membersOf(payload)
    .filter(({ name }) => keeps(name))
    .map(({ name, from, to }) => `${JSON.stringify(name)}:${payload.slice(from, to)}`)
    .join(',')}}`

/** A payload after its memory decayed. */
export const decayedPayload = (
  payload: string,
  { protectedKeys }: Pick<DecayRules, 'protectedKeys'>,
): string => {
  const kept = new Set([...ALWAYS_KEPT, ...protectedKeys])
  return filtered(payload, (name) => kept.has(name))
}

/** A payload after its memory passed so many levels (DEC-3). What is protected stays here too. */
export const payloadAtLevel = (
  payload: string,
  passed: number,
  { protectedKeys, levels }: Pick<DecayRules, 'protectedKeys' | 'levels'>,
): string => {
  const kept = new Set([...ALWAYS_KEPT, ...protectedKeys])
  const listed = new Set(levels.slice(0, passed).flatMap(({ keys }) => keys))
  return filtered(payload, (name) => !listed.has(name) || kept.has(name))
}
