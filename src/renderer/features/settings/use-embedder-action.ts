import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SomaClient } from '#contract/index'
import { useClient } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { keys } from '../../api/queries/keys.ts'
import { toast } from '../../workspace/use-workspace.ts'

/** Does something to a change of the embedder; what goes wrong is told in a toast. */
export const useEmbedderAction = () => {
  const client = useClient()
  const queryClient = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const act = async (
    work: (embedders: SomaClient['embedders']) => Promise<unknown>,
    failed: string,
  ): Promise<boolean> => {
    setBusy(true)
    try {
      await work(client.embedders)
      return true
    } catch (error) {
      toast({ title: failed, detail: describeError(error).sentence, tone: 'error' })
      return false
    } finally {
      await queryClient.invalidateQueries({ queryKey: keys.embedders() })
      setBusy(false)
    }
  }
  return { act, isBusy }
}
