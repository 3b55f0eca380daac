import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { VectorStoreState } from '#contract/app'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useClient, useSomaQueries } from '../../../api/client-context.tsx'
import { useConnection } from '../../../api/connection.ts'
import { describeError } from '../../../api/describe-error.ts'
import { useReadOnly } from '../../../api/use-read-only.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatAgo } from '../../../ui/format-time.ts'
import { wordsOf } from '../../../words/words.ts'
import { toast, useWorkspace } from '../../../workspace/use-workspace.ts'
import { SettingsRow, SettingsSection } from '../settings-section.tsx'
import { BesideDialog } from './beside-dialog.tsx'
import { BlockedRow } from './blocked-row.tsx'
import { TakeDialog } from './take-dialog.tsx'

const t = wordsOf('secondStore')

/** Qdrant, where it has the vectors too: how it fares, what it leaves out and what can be done about that (STO-5). */
export const SecondStoreSettings = () => {
  const status = useQuery(useSomaQueries().app.status())
  const store = status.data?.vectorStore
  return (
    <SettingsSection title={t('vectorsInQdrant')} anchor="second-store">
      {status.error && !status.data && (
        <ErrorState error={status.error} title={t('itIsUnknown')} onRetry={() => void status.refetch()} />
      )}
      {!status.data && !status.error && <Skeleton lines={2} height={52} label={t('loading')} />}
      {store === null && <SettingsRow name={t('none')} detail={t('vectorsLieOnThisComputer')} />}
      {store && <SecondStore store={store} refresh={() => void status.refetch()} />}
    </SettingsSection>
  )
}

type Open = { readonly is: 'beside' | 'take'; readonly namespace: string }

interface SecondStoreProps {
  readonly store: VectorStoreState
  readonly refresh: () => void
}

const SecondStore = ({ store, refresh }: SecondStoreProps) => {
  const isReadOnly = useReadOnly()
  const isOffline = useConnection() !== 'online'
  const namespace = useWorkspace((w) => w.namespace)
  const [open, setOpen] = useState<Open | null>(null)
  const isOff = isReadOnly || isOffline
  const close = (): void => {
    setOpen(null)
    refresh()
  }
  return (
    <>
      <SettingsRow name={store.name} detail={<Facts {...store} />}>
        <StateBadge {...store} />
        <Again isOff={isOff} onDone={refresh} />
      </SettingsRow>
      {store.blocked.length > 0 && (
        <ul aria-label={t('leftOut')}>
          {store.blocked.map((blocked) => (
            <BlockedRow
              key={blocked.namespace}
              {...blocked}
              isOff={isOff}
              onAct={(is) => setOpen({ is, namespace: blocked.namespace })}
            />
          ))}
        </ul>
      )}
      {namespace !== null && !store.blocked.some((one) => one.namespace === namespace) && (
        <SettingsRow name={t('pointsOfOtherPrograms')} detail={t('whatThePythonEngineWrote', { namespace })}>
          <Button disabled={isOff} onClick={() => setOpen({ is: 'take', namespace })}>
            {t('takeOver')}
          </Button>
        </SettingsRow>
      )}
      {open?.is === 'beside' && <BesideDialog namespace={open.namespace} onClose={close} />}
      {open?.is === 'take' && <TakeDialog namespace={open.namespace} onClose={close} />}
    </>
  )
}

const STATES = {
  ready: { tone: 'good', word: 'ready' },
  unreachable: { tone: 'error', word: 'notReached' },
  misconfigured: { tone: 'error', word: 'wronglySetUp' },
} as const

const StateBadge = ({ state, blocked }: VectorStoreState) => {
  if (state === 'ready' && blocked.length > 0) {
    return <Badge tone="warning">{t('leavesOut', { count: blocked.length })}</Badge>
  }
  const { tone, word } = STATES[state]
  return <Badge tone={tone}>{t(word)}</Badge>
}

const Facts = ({ state, message, latency, pending, oldest, isAsked }: VectorStoreState) => {
  const facts = [
    state !== 'ready' ? message : isAsked ? t('isAskedEachRecall') : t('isToldOfChanges'),
    latency !== null && state === 'ready' && t('answersIn', { latency: formatDuration(latency) }),
  ].filter((fact): fact is string => typeof fact === 'string' && fact !== '')
  return (
    <>
      {facts.join(' · ')}
      {pending > 0 && (
        <div>
          {t('countWait', { count: pending })}
          {oldest !== null && ` ${t('theOldestSince', { ago: formatAgo(oldest, Date.now() / 1000) })}`}
        </div>
      )}
    </>
  )
}

/** Without the pause that failures made. */
const Again = ({ isOff, onDone }: { readonly isOff: boolean; readonly onDone: () => void }) => {
  const { stores } = useClient()
  const [isBusy, setBusy] = useState(false)
  const again = async (): Promise<void> => {
    setBusy(true)
    try {
      await stores.again({})
    } catch (error) {
      toast({ title: t('notAskedAgain'), detail: describeError(error).sentence, tone: 'error' })
    }
    setBusy(false)
    onDone()
  }
  return (
    <Button icon={RefreshCw} busy={isBusy} disabled={isOff} onClick={() => void again()}>
      {t('tryAgain')}
    </Button>
  )
}
