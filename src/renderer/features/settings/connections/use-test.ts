import { useState } from 'react'
import type { ConnectionDraft, PartTest } from '#contract/connections'
import { useClient } from '../../../api/client-context.tsx'
import { describeError } from '../../../api/describe-error.ts'

export type Trial =
  | { readonly is: 'none' | 'running' }
  | { readonly is: 'done'; readonly parts: readonly PartTest[] }
  | { readonly is: 'failed'; readonly reason: string }

/** Tests a connection that is kept, or one that is typed. */
export const useTest = () => {
  const { connections } = useClient()
  const [trial, setTrial] = useState<Trial>({ is: 'none' })
  const run = async (asked: { id?: string; draft?: ConnectionDraft }): Promise<void> => {
    setTrial({ is: 'running' })
    try {
      setTrial({ is: 'done', parts: await connections.test(asked) })
    } catch (error) {
      setTrial({ is: 'failed', reason: describeError(error).sentence })
    }
  }
  return { trial, run, forget: () => setTrial({ is: 'none' }) }
}
