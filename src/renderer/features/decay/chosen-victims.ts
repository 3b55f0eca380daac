import type { Victim } from '#contract/decay'

/** What choosing and acting need of a victim. */
export interface ChosenVictim {
  readonly memory: { readonly id: string; readonly coordinate: number[]; readonly importance: number }
  readonly kind: Victim['kind']
  readonly at: number
}

/** A memory may lose fields more than once, and then decay. */
export const victimKey = ({ memory, kind, at }: ChosenVictim): string => `${memory.id} ${kind} ${at}`

export type Chosen = ReadonlyMap<string, ChosenVictim>

/** With it, or without it where it was chosen. */
export const chosenAfter = (chosen: Chosen, victim: ChosenVictim): Chosen => {
  const key = victimKey(victim)
  const next = new Map(chosen)
  if (!next.delete(key)) next.set(key, victim)
  return next
}

const places = (victims: readonly ChosenVictim[]): number[][] => [
  ...new Map(victims.map(({ memory }) => [memory.id, memory.coordinate])).values(),
]

/** Where they are, by what accepting does to them; what loses fields by its age alone cannot be accepted. */
export const ofVictims = (victims: readonly ChosenVictim[]) => ({
  decay: places(victims.filter(({ kind }) => kind === 'decay')),
  evict: places(victims.filter(({ kind }) => kind === 'evict')),
  all: places(victims),
})
