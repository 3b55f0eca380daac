import { useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import type { EmbeddersState } from '#contract/embedders'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { Select } from '#ui/select'
import { useClient } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { askInProduction } from '../../api/production-guard.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './embedder-dialog.module.css'
import { type EmbedderDraft, isComplete, toSettings } from './embedder-draft.ts'
import { EmbedderFields } from './embedder-fields.tsx'
import { useEmbedderAction } from './use-embedder-action.ts'

const t = wordsOf('settings')

type Trial = { readonly is: 'none' | 'running' } | { readonly is: 'done' | 'failed'; readonly text: string }

/** Embeds a sentence with what is typed, and says what came of it. */
const useTrial = () => {
  const { embedders } = useClient()
  const [trial, setTrial] = useState<Trial>({ is: 'none' })
  const run = async (draft: EmbedderDraft): Promise<void> => {
    setTrial({ is: 'running' })
    try {
      const { id, dimension, milliseconds } = await embedders.test({ settings: toSettings(draft) })
      const made = t('idMadeAVectorOf', { id, count: dimension, milliseconds: formatDuration(milliseconds) })
      setTrial({ is: 'done', text: made })
    } catch (error) {
      setTrial({ is: 'failed', text: describeError(error).sentence })
    }
  }
  return { trial, run, forget: () => setTrial({ is: 'none' }) }
}

const connectionWords = wordsOf('connections')

const changing = () => ({
  title: connectionWords('changeTheEmbedder'),
  detail: connectionWords('everyMemoryGetsANew'),
  confirmLabel: connectionWords('startTheChange'),
})

/** It stands below fields that may not all fit. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })

interface EmbedderDialogProps {
  readonly state: EmbeddersState
  readonly onClose: () => void
}

/** Chooses another embedder, tries it, and begins the change. */
export const EmbedderDialog = ({ state, onClose }: EmbedderDialogProps) => {
  const others = state.offered.filter(({ provider }) => provider !== state.active.settings.provider)
  const [draft, setDraft] = useState<EmbedderDraft>({
    provider: (others[0] ?? state.offered[0])?.provider ?? '',
    values: {},
  })
  const { trial, run, forget } = useTrial()
  const { act, isBusy } = useEmbedderAction()
  const queryClient = useQueryClient()
  const offer = state.offered.find(({ provider }) => provider === draft.provider)
  const edit = (next: EmbedderDraft): void => {
    setDraft(next)
    forget()
  }
  const begin = async (): Promise<void> => {
    const settings = toSettings(draft)
    if (!(await askInProduction(queryClient, changing()))) return
    if (await act((embedders) => embedders.change({ settings }), t('notChanged'))) onClose()
  }
  const isReady = offer !== undefined && isComplete(draft, offer)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('changeTheEmbedder')}
      description={t('everyMemoryGetsANew')}
      footer={
        <>
          <Button
            icon={FlaskConical}
            disabled={!isReady}
            busy={trial.is === 'running'}
            onClick={() => void run(draft)}
          >
            {t('test')}
          </Button>
          <span className={styles.space} />
          <Button onClick={onClose}>{t('close')}</Button>
          <Button variant="primary" disabled={!isReady} busy={isBusy} onClick={() => void begin()}>
            {t('startTheChange')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={t('kind')}
          value={draft.provider}
          onChange={(provider) => edit({ provider, values: {} })}
          options={state.offered.map(({ provider, name }) => ({ value: provider, label: told(name) }))}
          hint={offer && told(offer.note)}
        />
        {offer && <EmbedderFields offer={offer} draft={draft} onChange={edit} />}
        <p
          ref={trial.is === 'done' || trial.is === 'failed' ? intoView : null}
          className={styles.trial}
          data-bad={trial.is === 'failed' || undefined}
          role="status"
        >
          {trial.is === 'done' || trial.is === 'failed' ? trial.text : ''}
        </p>
      </div>
    </Dialog>
  )
}
