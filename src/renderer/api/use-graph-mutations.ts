import { useMemo } from 'react'
import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import { toast } from '../workspace/use-workspace.ts'
import { attemptWith } from './attempt-change.ts'
import { useClient } from './client-context.tsx'

type Input<M extends keyof SomaClient['graph']> = Parameters<SomaClient['graph'][M]>[0]

/** What curators decide about pairs, each with Undo. */
export const useGraphMutations = () => {
  const { graph } = useClient()
  return useMemo(() => {
    const attempt = attemptWith(toast)
    const said = ({ summary }: { readonly summary: string }): string => told(summary)
    return {
      dismissPair: (input: Input<'dismissPair'>) => attempt(graph.dismissPair(input), said),
      restorePairs: (input: Input<'restorePairs'>) => attempt(graph.restorePairs(input), said),
    }
  }, [graph])
}
