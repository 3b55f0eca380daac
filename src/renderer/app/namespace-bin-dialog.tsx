import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArchiveX, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { BinnedNamespace } from '#contract/namespaces'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { IconButton } from '#ui/icon-button'
import { Skeleton } from '#ui/skeleton'
import { TimeLabel } from '#ui/time-label'
import { useClient, useSomaQueries } from '../api/client-context.tsx'
import { describeError } from '../api/describe-error.ts'
import { keys } from '../api/queries/keys.ts'
import { useMemoryMutations } from '../api/use-memory-mutations.ts'
import { useReadOnly } from '../api/use-read-only.ts'
import { wordsOf } from '../words/words.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { toast, workspace } from '../workspace/use-workspace.ts'
import styles from './namespace-bin-dialog.module.css'

const t = wordsOf('shell')

/** Deleted namespaces: each can be brought back whole, or deleted for good. */
export const NamespaceBinDialog = () => {
  const { data, error, refetch } = useQuery(useSomaQueries().namespaces.bin())
  const [purged, setPurged] = useState<BinnedNamespace | null>(null)
  const readOnly = useReadOnly()
  if (purged !== null) return <PurgeDialog of={purged} onClose={() => setPurged(null)} />
  return (
    <Dialog open onClose={closeOverlay} title={t('deletedNamespaces')} description={t('eachLiesHereWithAll')}>
      <div className={styles.body}>
        {error ? (
          <ErrorState error={error} title={t('notRead')} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton lines={4} height={36} />
        ) : data.length === 0 ? (
          <EmptyState icon={ArchiveX} title={t('noNamespaceWasDeleted')} />
        ) : (
          <ul className={styles.list} aria-label={t('deletedNamespaces')}>
            {data.map((one) => (
              <Row key={one.seq} of={one} readOnly={readOnly} onPurge={() => setPurged(one)} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  )
}

interface RowProps {
  readonly of: BinnedNamespace
  readonly readOnly: boolean
  readonly onPurge: () => void
}

const Row = ({ of: { name, memories, at, author, seq }, readOnly, onPurge }: RowProps) => {
  const { undo } = useMemoryMutations()
  const queryClient = useQueryClient()
  const restore = async (): Promise<void> => {
    if (!(await undo(seq)).ok) return
    // A window that goes to a namespace it has not heard of is sent back.
    await queryClient.invalidateQueries({ queryKey: keys.namespaces() })
    closeOverlay()
    workspace.getState().go({ namespace: name })
  }
  return (
    <li className={styles.row}>
      <span className={`${styles.name} mono truncate`}>{name}</span>
      <span className={styles.about}>
        {t('countMemories', { count: memories })} · {author} · <TimeLabel seconds={at} />
      </span>
      <Button size="small" icon={RotateCcw} disabled={readOnly} onClick={() => void restore()}>
        {t('restore')}
      </Button>
      <IconButton
        icon={Trash2}
        size="small"
        label={t('deleteNameForGood', { name })}
        disabled={readOnly}
        onClick={onPurge}
      />
    </li>
  )
}

const PurgeDialog = ({
  of: { seq, name },
  onClose,
}: {
  readonly of: BinnedNamespace
  readonly onClose: () => void
}) => {
  const client = useClient()
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const purge = async (): Promise<void> => {
    setBusy(true)
    try {
      const { purged } = await client.namespaces.purge({ seq, confirm: name })
      await queryClient.invalidateQueries()
      const detail = t('aBackupOfTheDatabase')
      toast({
        title: t('deletedNameWithCountMemories', { name, count: purged }),
        detail,
      })
      onClose()
    } catch (error) {
      setBusy(false)
      toast({ title: t('notDeleted'), detail: describeError(error).sentence, tone: 'error' })
    }
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('deleteNameForGood2', { name })}
      detail={t('allThatWasInIt')}
      confirmLabel={t('deleteForGood')}
      danger
      typeToConfirm={name}
      busy={busy}
      onConfirm={() => void purge()}
    />
  )
}
