import { Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { EmbeddersState } from '#contract/embedders'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { IconButton } from '#ui/icon-button'
import { useReadOnly } from '../../api/use-read-only.ts'
import { wordsOf } from '../../words/words.ts'
import { SettingsRow } from './settings-section.tsx'
import { useEmbedderAction } from './use-embedder-action.ts'

const t = wordsOf('settings')

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
    await act((embedders) => embedders.forget({}), t('notDeleted'))
    setAsking(false)
  }
  return (
    <SettingsRow
      name={t('before')}
      detail={<>{t.rich('idItsVectorsAreKept', { id: <span className="mono">{previous.id}</span> })}</>}
    >
      <Button
        icon={Undo2}
        disabled={disabled}
        onClick={() => void act((embedders) => embedders.undo({}), t('notGoneBack'))}
      >
        {t('goBack')}
      </Button>
      <IconButton
        icon={Trash2}
        label={t('deleteTheVectorsFromBefore')}
        disabled={disabled}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('deleteTheVectorsOfId', { id: previous.id })}
        detail={t('thisFreesTheirSpaceThere')}
        confirmLabel={t('deleteVectors')}
        danger
        busy={isActing}
        onConfirm={() => void forget()}
      />
    </SettingsRow>
  )
}
