import { useMemo } from 'react'
import type { DecayRules } from '#contract/decay-rules'
import { useDecayMutations } from '../../api/use-decay-mutations.ts'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { type ChosenVictim, ofVictims } from './chosen-victims.ts'
import { useDecayStore } from './decay-store.ts'

const clear = (): void => useDecayStore.setState({ chosen: new Map() })

/** Above what makes a memory safe: from there on nothing decays. */
export const boostedImportance = ({ weights }: DecayRules): number => weights.importanceThreshold + 1

/** What can be done with memories that are about to be forgotten. Each is one change with one Undo. */
export const useVictimActions = (namespace: string, rules: DecayRules) => {
  const memories = useMemoryMutations()
  const decay = useDecayMutations()
  return useMemo(
    () => ({
      pin: (victims: readonly ChosenVictim[]) => {
        clear()
        void memories.updateMany({ namespace, coordinates: ofVictims(victims).all, set: { pinned: true } })
      },
      boost: (victims: readonly ChosenVictim[]) => {
        clear()
        const importance = boostedImportance(rules)
        const lower = victims.filter(({ memory }) => memory.importance < importance)
        if (lower.length === 0) return
        void memories.updateMany({ namespace, coordinates: ofVictims(lower).all, set: { importance } })
      },
      accept: (victims: readonly ChosenVictim[]) => {
        clear()
        const of = ofVictims(victims)
        if (of.decay.length + of.evict.length === 0) return
        void decay.accept({ namespace, decay: of.decay, evict: of.evict })
      },
    }),
    [memories, decay, namespace, rules],
  )
}

export type VictimActions = ReturnType<typeof useVictimActions>
