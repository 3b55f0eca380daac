import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LinkPath } from '#contract/links'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { PathDraft } from './path-draft.ts'

export interface FoundPaths {
  readonly paths: readonly LinkPath[] | undefined
  readonly error: unknown
  readonly retry: () => void
}

/** Asks for paths as soon as both ends are picked. */
export const usePaths = (namespace: string, draft: PathDraft): FoundPaths => {
  const { ends, by, direction, k, withoutTypes, without } = draft
  const [a, b] = ends
  const input = useMemo(
    () => ({
      namespace,
      from: [...(a?.coordinate ?? [0])],
      to: [...(b?.coordinate ?? [0])],
      by,
      direction,
      k,
      withoutTypes: [...withoutTypes],
      without: without.map(({ coordinate }) => [...coordinate]),
    }),
    [namespace, a, b, by, direction, k, withoutTypes, without],
  )
  const isAsked = a !== undefined && b !== undefined
  const { data, error, refetch } = useQuery({ ...useSomaQueries().graph.paths(input), enabled: isAsked })
  return {
    paths: isAsked ? data?.paths : undefined,
    error: isAsked ? error : null,
    retry: () => void refetch(),
  }
}
