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
import { formatPlural } from '../../ui/format-number.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { closeOverlay, openOverlay } from '../../workspace/overlay.ts'
import { toast } from '../../workspace/use-workspace.ts'
import styles from './life.module.css'

interface ShareDialogProps {
  readonly namespace: string
  readonly coordinates: readonly Coordinate[]
}

/** Copies the chosen memories to another namespace, with the links between them. */
export const ShareDialog = ({ namespace, coordinates }: ShareDialogProps) => {
  const { data, error, refetch } = useQuery(useSomaQueries().namespaces.list())
  const others = (data ?? []).map(({ name }) => name).filter((name) => name !== namespace)
  const words = formatPlural(coordinates.length, 'memory', 'memories')
  return (
    <Dialog
      open
      size="small"
      onClose={closeOverlay}
      title="Copy to namespace"
      description={`${words} of ${namespace} ${coordinates.length === 1 ? 'stays' : 'stay'} here; the other namespace gets copies at the same coordinates.`}
    >
      {error ? (
        <ErrorState error={error} title="The namespaces could not be read" onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton lines={2} />
      ) : others.length === 0 ? (
        <EmptyState
          icon={FolderInput}
          title="There is no other namespace"
          detail="Make one to copy memories into it."
          action={<Button onClick={() => openOverlay({ kind: 'namespace-create' })}>New namespace…</Button>}
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
      const title = `${formatPlural(taken.length, 'memory was', 'memories were')} not copied`
      toast({ title, detail: `“${to}” has memories at those coordinates already.`, tone: 'warning' })
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
        label="Namespace"
        value={to}
        onChange={setTo}
        options={others.map((name) => ({ value: name, label: name }))}
        error={refused}
      />
      <Checkbox label="Copy the links between them too" checked={links} onChange={setLinks} />
      <Checkbox label="Replace what is at the same coordinates there" checked={update} onChange={setUpdate} />
      <div className={styles.buttons}>
        <Button onClick={closeOverlay}>Cancel</Button>
        <Button variant="primary" submit busy={busy}>
          Copy
        </Button>
      </div>
    </form>
  )
}
