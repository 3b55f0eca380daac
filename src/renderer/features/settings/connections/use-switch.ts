import { useState } from 'react'
import type { Connection } from '#contract/connections'
import { isError } from '#contract/errors'
import { useClient } from '../../../api/client-context.tsx'
import { describeError } from '../../../api/describe-error.ts'
import { wordsOf } from '../../../words/words.ts'
import { toast } from '../../../workspace/use-workspace.ts'

const t = wordsOf('connections')

/** Which one is asked about, because of what would end. */
export interface Waiting {
  readonly target: Connection
  readonly work: readonly string[]
}

/** Opens another connection; asks first where something long would end. */
export const useSwitch = () => {
  const { connections } = useClient()
  const [busyWith, setBusyWith] = useState<string | null>(null)
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const switchTo = async (target: Connection, force = false): Promise<void> => {
    setBusyWith(target.id)
    setWaiting(null)
    try {
      // Every window, this one too, then begins anew by itself.
      await connections.switchTo({ id: target.id, force })
    } catch (error) {
      if (isError(error, 'connection/busy')) setWaiting({ target, work: error.data.work })
      else
        toast({
          title: t('nameWasNotOpened', { name: target.name }),
          detail: t('reasonThePresentOne', { reason: describeError(error).sentence }),
          tone: 'error',
        })
    } finally {
      setBusyWith(null)
    }
  }
  return { busyWith, waiting, switchTo, giveUp: () => setWaiting(null) }
}
