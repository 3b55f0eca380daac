import { Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { EmbeddersState } from '#contract/embedders'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { IconButton } from '#ui/icon-button'
import { useReadOnly } from '../../api/use-read-only.ts'
import { SettingsRow } from './settings-section.tsx'
import { useEmbedderAction } from './use-embedder-action.ts'

interface PreviousEmbedderProps {
  readonly previous: NonNullable<EmbeddersState['previous']>
  readonly isBusy: boolean
}

/** The embedder before, whose vectors are kept until the next change, or until they are given up here. */
export const PreviousEmbedder = ({ previous, isBusy }: PreviousEmbedderProps) => {
  const { act, isBusy: isActing } = useEmbedderAction()
  const [isAsking, setAsking] = useState(false)
  const disabled = useReadOnly() || isBusy || isActing
  const forget = async (): Promise<void> => {
    await act((embedders) => embedders.forget({}), 'Not deleted')
    setAsking(false)
  }
  return (
    <SettingsRow
      name="Before"
      detail={
        <>
          <span className="mono">{previous.id}</span>. Its vectors are kept: going back makes only those of
          what was written since.
        </>
      }
    >
      <Button
        icon={Undo2}
        disabled={disabled}
        onClick={() => void act((embedders) => embedders.undo({}), 'Not gone back')}
      >
        Go back
      </Button>
      <IconButton
        icon={Trash2}
        label="Delete the vectors from before"
        disabled={disabled}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={`Delete the vectors of ${previous.id}?`}
        detail="This frees their space. There is no going back to them then; they can be made anew."
        confirmLabel="Delete vectors"
        danger
        busy={isActing}
        onConfirm={() => void forget()}
      />
    </SettingsRow>
  )
}
