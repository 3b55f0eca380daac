import { createContext, useContext } from 'react'
import type { DesktopClient } from '#contract/desktop'
import type { SomaClient } from '#contract/index'
import type { SomaQueries } from './queries/create-queries.ts'

export interface Api {
  readonly client: SomaClient
  /** The system behind a window of the desktop app; null in a browser. */
  readonly desktop: DesktopClient | null
  readonly queries: SomaQueries
}

export const ApiContext = createContext<Api | null>(null)

const useApi = (): Api => {
  const api = useContext(ApiContext)
  if (!api) throw new Error('useClient was called outside <ApiProvider>')
  return api
}

/** The engine, wherever it runs. */
export const useClient = (): SomaClient => useApi().client

/** Reads as options for `useQuery`: `useQuery(useSomaQueries().memory.detail(namespace, coordinate))`. */
export const useSomaQueries = (): SomaQueries => useApi().queries

export const useDesktop = (): DesktopClient | null => useApi().desktop
