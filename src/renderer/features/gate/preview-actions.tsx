import { GitMerge, Link2, Plus, Repeat2, Replace } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { useGateMutations } from '../../api/use-gate-mutations.ts'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { useGateStore } from './gate-store.ts'

const t = wordsOf('gate')

interface PreviewActionsProps {
  readonly namespace: string
  readonly payload: string
  readonly reward: number | null
  readonly passes: boolean
  readonly nearest: Coordinate | null
}

/** What can be made of what was typed. Each is one change with Undo, and shows the memory that it made. */
export const PreviewActions = ({ namespace, payload, reward, passes, nearest }: PreviewActionsProps) => {
  const { remember, update } = useMemoryMutations()
  const { setFields } = useGateMutations()
  const readOnly = useReadOnly()
  const [busy, setBusy] = useState(false)

  const run = async (work: () => Promise<readonly number[] | null>): Promise<void> => {
    setBusy(true)
    const coordinate = await work()
    setBusy(false)
    if (coordinate === null) return
    useGateStore.getState().change(namespace, { text: '' })
    workspace.getState().openMemory(coordinate)
  }
  const store = (more: Partial<Parameters<typeof remember>[0]>) =>
    run(async () => {
      const outcome = await remember({ namespace, payload, ...(reward !== null && { reward }), ...more })
      return outcome.ok && outcome.receipt.stored ? outcome.receipt.coordinate : null
    })
  const intoNearest = (change: typeof update | typeof setFields) =>
    run(async () => {
      if (nearest === null) return null
      const outcome = await change({ namespace, coordinate: [...nearest], payload })
      return outcome.ok ? nearest : null
    })
  const off = readOnly || busy
  return (
    <>
      <Button variant="primary" icon={Plus} disabled={off} onClick={() => void store({ force: true })}>
        {passes ? t('store') : t('storeAnyway')}
      </Button>
      {nearest && (
        <>
          <Button icon={GitMerge} disabled={off} onClick={() => void intoNearest(setFields)}>
            {t('mergeIntoIt')}
          </Button>
          <Button icon={Replace} disabled={off} onClick={() => void intoNearest(update)}>
            {t('replaceIt')}
          </Button>
          <Button
            icon={Link2}
            disabled={off}
            onClick={() => void store({ force: true, links: [{ to: [...nearest] }] })}
          >
            {t('storeAndLink')}
          </Button>
          <Button icon={Repeat2} disabled={off} onClick={() => void store({ supersedes: [...nearest] })}>
            {t('supersedeIt')}
          </Button>
        </>
      )}
    </>
  )
}
