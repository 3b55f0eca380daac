import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isError } from '#contract/errors'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { TextField } from '#ui/text-field'
import { useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { type Coordinate, parseCoordinate } from '../../workspace/location.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './fact-button.module.css'

interface DuplicateDialogProps {
  readonly namespace: string
  readonly at: Coordinate
}

const nextOf = (at: Coordinate): string => at.map((n, i) => (i === at.length - 1 ? n + 1 : n)).join(', ')

/** A second memory of the same payload at a free coordinate. */
export const DuplicateDialog = ({ namespace, at }: DuplicateDialogProps) => {
  const { data: memory } = useQuery(useSomaQueries().memory.detail(namespace, at))
  const { store } = useMemoryMutations()
  const [typed, setTyped] = useState(nextOf(at))
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const to = parseCoordinate(typed)

  const submit = async (): Promise<void> => {
    if (!to || !memory || busy) return
    setBusy(true)
    const { payload, type, importance, timestamp, pinned } = memory
    const outcome = await store(
      {
        namespace,
        coordinate: [...to],
        payload,
        type,
        importance,
        pinned,
        ifTaken: 'refuse',
        ...(timestamp === null ? {} : { timestamp }),
      },
      { errors: 'inline' },
    )
    setBusy(false)
    if (outcome.ok) {
      closeOverlay()
      if (outcome.receipt.stored) workspace.getState().openMemory(to)
    } else if (isError(outcome.error, 'memory/exists')) setRefused('There is a memory there already.')
    else setRefused(describeError(outcome.error).sentence)
  }
  return (
    <Dialog
      open
      onClose={closeOverlay}
      title="Duplicate memory"
      description={`Payload, type, importance, time and pin of ${at.join(', ')} are copied. Links and versions are not.`}
      size="small"
    >
      <form
        className={styles.dialogForm}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          label="New coordinate"
          value={typed}
          onChange={(next) => {
            setTyped(next)
            setRefused(null)
          }}
          error={refused ?? (to ? null : 'Write 1 to 16 numbers, parted by commas.')}
          mono
          autoFocus
        />
        <div className={styles.dialogButtons}>
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button variant="primary" submit busy={busy} disabled={!to || !memory}>
            Duplicate
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
