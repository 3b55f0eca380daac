import { useQuery, useQueryClient } from '@tanstack/react-query'
import { DatabaseBackup } from 'lucide-react'
import { useState } from 'react'
import type { BackupFile } from '#contract/app'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useClient } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { SettingsRow } from './settings-section.tsx'

const t = wordsOf('system')

/** Puts a backup in place, and offers the way back. */
const useRestoreNamed = () => {
  const client = useClient()
  const cache = useQueryClient()
  const restore = async (name: string): Promise<void> => {
    try {
      const { memories, keptAs } = await client.app.restore({ name })
      toast({
        title: t('restoredCountMemories', { count: memories }),
        detail: t('whatWasThereIs', { keptAs }),
        tone: 'good',
        actions: [{ label: t('undoRestore'), run: () => void restore(keptAs) }],
      })
      await cache.invalidateQueries()
    } catch (error) {
      toast({ title: t('notRestored'), detail: describeError(error).sentence, tone: 'error' })
    }
  }
  return restore
}

interface RestoreDialogProps {
  readonly onClose: () => void
  readonly onChoose: (backup: BackupFile) => void
}

const RestoreDialog = ({ onClose, onChoose }: RestoreDialogProps) => {
  const client = useClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['app', 'backups'],
    queryFn: ({ signal }) => client.app.backups({}, { signal }),
    staleTime: 0,
  })
  return (
    <Dialog open onClose={onClose} title={t('restoreABackup2')} description={t('chooseABackup')}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} height={52} />}
      {data?.length === 0 && (
        <EmptyState icon={DatabaseBackup} title={t('noBackupYet')} detail={t('oneIsMadeADay')} />
      )}
      {data?.map((backup) => (
        <SettingsRow
          key={backup.name}
          name={formatDateTime(backup.madeAt)}
          detail={
            <>
              {formatBytes(backup.bytes)} <span className="mono">{backup.name}</span>
            </>
          }
        >
          <Button
            aria-label={`${t('restore')}: ${formatDateTime(backup.madeAt)}`}
            onClick={() => onChoose(backup)}
          >
            {t('restore')}
          </Button>
        </SettingsRow>
      ))}
    </Dialog>
  )
}

/** The backups that are kept, and going back to one. */
export const RestoreSettings = () => {
  const restore = useRestoreNamed()
  const readOnly = useReadOnly()
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<BackupFile | null>(null)
  const when = chosen ? formatDateTime(chosen.madeAt) : ''
  return (
    <SettingsRow name={t('backups')} detail={t('backupsDetail')}>
      <Button icon={DatabaseBackup} disabled={readOnly} onClick={() => setOpen(true)}>
        {t('restoreABackup')}
      </Button>
      {isOpen && (
        <RestoreDialog
          onClose={() => setOpen(false)}
          onChoose={(backup) => {
            setOpen(false)
            setChosen(backup)
          }}
        />
      )}
      <ConfirmDialog
        open={chosen !== null}
        onClose={() => setChosen(null)}
        title={t('restoreTheBackupOf', { when })}
        detail={t('theDatabaseGoesBack')}
        confirmLabel={t('restoreBackup')}
        danger
        onConfirm={() => {
          setChosen(null)
          if (chosen) void restore(chosen.name)
        }}
      />
    </SettingsRow>
  )
}
