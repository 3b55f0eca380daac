import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import type { DesktopClient } from '#contract/desktop'
import type { SomaClient } from '#contract/index'
import { ErrorWords } from '../ui/error-words.ts'
import { workspace } from '../workspace/use-workspace.ts'
import { ApiContext } from './client-context.tsx'
import { describeError } from './describe-error.ts'
import { EventBridge } from './event-bridge.tsx'
import { createQueries } from './queries/create-queries.ts'
import { createQueryClient } from './query-client.ts'
import { confirmingClient } from './reach-guard.ts'
import { readOnlyClient } from './read-only-client.ts'
import { trackedClient } from './tracked-client.ts'

const sentenceOf = (error: unknown): string => describeError(error).sentence

interface ApiProviderProps {
  readonly client: SomaClient
  readonly desktop?: DesktopClient | null
  readonly queryClient?: QueryClient
  readonly children: ReactNode
}

/** Client, query cache and event bridge for everything below. */
export const ApiProvider = ({ client, desktop = null, queryClient, children }: ApiProviderProps) => {
  const [cache] = useState(() => queryClient ?? createQueryClient())
  const api = useMemo(() => {
    const mayWrite = readOnlyClient(trackedClient(client), () => workspace.getState().preferences.readOnly)
    const guarded = confirmingClient(mayWrite)
    return { client: guarded, desktop, queries: createQueries(guarded) }
  }, [client, desktop])
  return (
    <QueryClientProvider client={cache}>
      <ApiContext value={api}>
        <ErrorWords value={sentenceOf}>
          <EventBridge />
          {children}
        </ErrorWords>
      </ApiContext>
    </QueryClientProvider>
  )
}
