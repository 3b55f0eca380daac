import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isError } from '#contract/errors'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { TextField } from '#ui/text-field'
import { useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { wordsOf } from '../../words/words.ts'
import { type Coordinate, parseCoordinate } from '../../workspace/location.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './fact-button.module.css'

const t = wordsOf('inspector')

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
    } else if (isError(outcome.error, 'memory/exists')) setRefused(t('thereIsAMemoryThere'))
    else setRefused(describeError(outcome.error).sentence)
  }
  return (
    <Dialog
      open
      onClose={closeOverlay}
      title={t('duplicateMemory')}
      description={t('payloadTypeImportanceTimeAnd', { at: at.join(', ') })}
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
          label={t('newCoordinate')}
          value={typed}
          onChange={(next) => {
            setTyped(next)
            setRefused(null)
          }}
          error={refused ?? (to ? null : t('write1To16Numbers'))}
          mono
          autoFocus
        />
        <div className={styles.dialogButtons}>
          <Button onClick={closeOverlay}>{t('cancel')}</Button>
          <Button variant="primary" submit busy={busy} disabled={!to || !memory}>
            {t('duplicate')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
