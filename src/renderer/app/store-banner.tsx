import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CloudOff, DatabaseBackup, Lock, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { StoreState } from '#contract/app'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { useClient, useSomaQueries } from '../api/client-context.tsx'
import { describeError } from '../api/describe-error.ts'
import { useProductionName } from '../api/production-guard.ts'
import { formatDateTime } from '../ui/format-time.ts'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import { toast, useWorkspace, workspace } from '../workspace/use-workspace.ts'
import { Banner } from './banner.tsx'

const t = wordsOf('shell')

type Backup = NonNullable<Extract<StoreState, { state: 'read-only' }>['backup']>

const useRestore = (): { readonly busy: boolean; readonly restore: () => Promise<void> } => {
  const client = useClient()
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const restore = async (): Promise<void> => {
    setBusy(true)
    try {
      const { memories, keptAs } = await client.app.restoreBackup({})
      toast({
        title: t('restoredCountMemories', { count: memories }),
        detail: t('theDamagedFileIsKept', { keptAs }),
        tone: 'good',
      })
      await queryClient.invalidateQueries()
    } catch (error) {
      toast({ title: t('notRestored'), detail: describeError(error).sentence, tone: 'error' })
    } finally {
      setBusy(false)
    }
  }
  return { busy, restore }
}

const RestoreButton = ({ backup }: { readonly backup: Backup }) => {
  const [asking, setAsking] = useState(false)
  const { busy, restore } = useRestore()
  const production = useProductionName()
  const when = formatDateTime(backup.madeAt)
  return (
    <>
      <Button icon={DatabaseBackup} busy={busy} onClick={() => setAsking(true)}>
        {t('restoreTheBackupOfWhen', { when })}
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('restoreTheBackupOfWhen2', { when })}
        detail={t('itHoldsCountMemoriesChanges', { count: backup.memories })}
        confirmLabel={t('restoreBackup')}
        {...(production !== null && { typeToConfirm: production })}
        onConfirm={() => {
          setAsking(false)
          void restore()
        }}
      />
    </>
  )
}

const titleOf = ({ damaged, isAway }: { readonly damaged: boolean; readonly isAway: boolean }): string => {
  if (damaged) return t('theDatabaseIsDamaged')
  return isAway ? t('redisCannotBeReached') : t('theDatabaseIsOpenRead')
}

const ChosenBanner = () => (
  <Banner
    tone="warning"
    icon={Lock}
    title={t('readOnlyModeIsOn')}
    detail={t('youCanLookAtEverything')}
    action={
      <Button onClick={() => workspace.getState().setPreferences({ readOnly: false })}>{t('turnOff')}</Button>
    }
  />
)

/** Says that nothing can be changed, why, and the one way out where there is one. */
export const StoreBanner = () => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  const isChosen = useWorkspace((w) => w.preferences.readOnly)
  if (status?.store.state !== 'read-only') return isChosen ? <ChosenBanner /> : null
  const { damaged, backup } = status.store
  const reason = told(status.store.reason)
  const isMarked = status.connection.readOnly
  // Its mark stands in the top bar already; what is wrong besides is told.
  const isAway = status.mode === 'enterprise' && !damaged && !isMarked
  return (
    <Banner
      tone={damaged ? 'error' : 'warning'}
      icon={damaged ? TriangleAlert : isAway ? CloudOff : Lock}
      title={titleOf({ damaged, isAway })}
      detail={damaged && !backup ? t('reasonThereIsNoBackup', { reason }) : reason}
      action={damaged && backup && <RestoreButton backup={backup} />}
    />
  )
}
