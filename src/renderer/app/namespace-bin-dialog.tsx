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
import { formatPlural } from '../ui/format-number.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { toast, workspace } from '../workspace/use-workspace.ts'
import styles from './namespace-bin-dialog.module.css'

/** Deleted namespaces: each can be brought back whole, or deleted for good. */
export const NamespaceBinDialog = () => {
  const { data, error, refetch } = useQuery(useSomaQueries().namespaces.bin())
  const [purged, setPurged] = useState<BinnedNamespace | null>(null)
  const readOnly = useReadOnly()
  if (purged !== null) return <PurgeDialog of={purged} onClose={() => setPurged(null)} />
  return (
    <Dialog
      open
      onClose={closeOverlay}
      title="Deleted namespaces"
      description="Each lies here with all that was in it, for as long as deleted memories are kept."
    >
      <div className={styles.body}>
        {error ? (
          <ErrorState error={error} title="Not read" onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton lines={4} height={36} />
        ) : data.length === 0 ? (
          <EmptyState icon={ArchiveX} title="No namespace was deleted" />
        ) : (
          <ul className={styles.list} aria-label="Deleted namespaces">
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
        {formatPlural(memories, 'memory', 'memories')} · {author} · <TimeLabel seconds={at} />
      </span>
      <Button size="small" icon={RotateCcw} disabled={readOnly} onClick={() => void restore()}>
        Restore
      </Button>
      <IconButton
        icon={Trash2}
        size="small"
        label={`Delete ${name} for good`}
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
      const detail = 'A backup of the database was made before.'
      toast({
        title: `Deleted “${name}” with ${formatPlural(purged, 'memory', 'memories')} for good`,
        detail,
      })
      onClose()
    } catch (error) {
      setBusy(false)
      toast({ title: 'Not deleted', detail: describeError(error).sentence, tone: 'error' })
    }
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Delete “${name}” for good?`}
      detail="All that was in it goes, with versions and links. This cannot be undone. A backup of the database is made first."
      confirmLabel="Delete for good"
      danger
      typeToConfirm={name}
      busy={busy}
      onConfirm={() => void purge()}
    />
  )
}
