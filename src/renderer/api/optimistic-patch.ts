import type { QueryClient } from '@tanstack/react-query'
import type { Page } from '#contract/memories'
import type { Memory, MemoryRow } from '#contract/memory'
import type { RecallResult } from '#contract/recall'
import { keys } from './queries/keys.ts'

/** Fields that are safe to show before the store has answered: nothing typed, nothing that moves a row by itself. */
export interface SafeFields {
  readonly type?: MemoryRow['type'] | undefined
  readonly importance?: number | undefined
  readonly pinned?: boolean | undefined
}

const keyOf = (coordinate: readonly number[]): string => coordinate.join(',')

const given = (fields: SafeFields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))

/** The same list where nothing in it changed, so that rows which stay are not drawn again. */
const patchList = <T>(list: T[], matches: (item: T) => boolean, change: (item: T) => T): T[] =>
  list.some(matches) ? list.map((item) => (matches(item) ? change(item) : item)) : list

/**
 * Shows the new values at once wherever the memories are on screen. The change event asks the engine again right
 * after; when the call fails, the caller asks it too, and that puts the old values back.
 */
export const patchOptimistically = (
  queryClient: QueryClient,
  namespace: string,
  coordinates: readonly (readonly number[])[],
  fields: SafeFields,
): void => {
  const values = given(fields)
  const touched = new Set(coordinates.map(keyOf))
  const isTouched = (row: { readonly coordinate: readonly number[] }) => touched.has(keyOf(row.coordinate))
  const change = <T>(row: T): T => ({ ...row, ...values })

  queryClient.setQueriesData<Page>({ queryKey: [...keys.memory(namespace), 'page'] }, (page) => {
    const rows = page && patchList(page.rows, isTouched, change)
    return page && rows !== page.rows ? { ...page, rows: rows! } : page
  })
  queryClient.setQueriesData<Memory>({ queryKey: [...keys.memory(namespace), 'detail'] }, (memory) =>
    memory && isTouched(memory) ? change(memory) : memory,
  )
  queryClient.setQueriesData<RecallResult>({ queryKey: [...keys.recall(namespace), 'search'] }, (result) => {
    const hits =
      result &&
      patchList(
        result.hits,
        (hit) => isTouched(hit.memory),
        (hit) => ({ ...hit, memory: change(hit.memory) }),
      )
    return result && hits !== result.hits ? { ...result, hits: hits! } : result
  })
}
