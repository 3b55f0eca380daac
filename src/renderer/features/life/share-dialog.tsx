import { useQuery } from '@tanstack/react-query'
import { FolderInput } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Select } from '#ui/select'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useLifeMutations } from '../../api/use-life-mutations.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { closeOverlay, openOverlay } from '../../workspace/overlay.ts'
import { toast } from '../../workspace/use-workspace.ts'
import styles from './life.module.css'

const t = wordsOf('life')

interface ShareDialogProps {
  readonly namespace: string
  readonly coordinates: readonly Coordinate[]
}

/** Copies the chosen memories to another namespace, with the links between them. */
export const ShareDialog = ({ namespace, coordinates }: ShareDialogProps) => {
  const { data, error, refetch } = useQuery(useSomaQueries().namespaces.list())
  const others = (data ?? []).map(({ name }) => name).filter((name) => name !== namespace)
  const words = t('countMemories', { count: coordinates.length })
  return (
    <Dialog
      open
      size="small"
      onClose={closeOverlay}
      title={t('copyToNamespace')}
      description={t('wordsOfNamespaceStayHere', { words, namespace, coordinates: coordinates.length })}
    >
      {error ? (
        <ErrorState error={error} title={t('theNamespacesCouldNotBe')} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={2} />
      ) : others.length === 0 ? (
        <EmptyState
          icon={FolderInput}
          title={t('thereIsNoOtherNamespace')}
          detail={t('makeOneToCopyMemories')}
          action={
            <Button onClick={() => openOverlay({ kind: 'namespace-create' })}>{t('newNamespace')}</Button>
          }
        />
      ) : (
        <ShareForm namespace={namespace} coordinates={coordinates} others={others} />
      )}
    </Dialog>
  )
}

const ShareForm = ({
  namespace,
  coordinates,
  others,
}: ShareDialogProps & { readonly others: readonly string[] }) => {
  const { share } = useLifeMutations()
  const [to, setTo] = useState(others[0] ?? '')
  const [links, setLinks] = useState(true)
  const [update, setUpdate] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    const places = coordinates.map((coordinate) => [...coordinate])
    const how = { ifTaken: update ? 'update' : 'skip', links } as const
    const outcome = await share({ namespace, to, coordinates: places, ...how }, { errors: 'inline' })
    setBusy(false)
    if (!outcome.ok) return setRefused(describeError(outcome.error).sentence)
    closeOverlay()
    const { taken } = outcome.receipt
    if (taken.length > 0) {
      const title = t('countMemoriesWereNotCopied', { count: taken.length })
      toast({ title, detail: t('toHasMemoriesAtThose', { to }), tone: 'warning' })
    }
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Select
        label={t('namespace')}
        value={to}
        onChange={setTo}
        options={others.map((name) => ({ value: name, label: name }))}
        error={refused}
      />
      <Checkbox label={t('copyTheLinksBetweenThem')} checked={links} onChange={setLinks} />
      <Checkbox label={t('replaceWhatIsAtThe')} checked={update} onChange={setUpdate} />
      <div className={styles.buttons}>
        <Button onClick={closeOverlay}>{t('cancel')}</Button>
        <Button variant="primary" submit busy={busy}>
          {t('copy')}
        </Button>
      </div>
    </form>
  )
}
