import { Pause, Play, RotateCw, X } from 'lucide-react'
import { useState } from 'react'
import type { EmbedderChange } from '#contract/embedders'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { ProgressBar } from '#ui/progress-bar'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './embedder-progress.module.css'
import { useEmbedderAction } from './use-embedder-action.ts'

const t = wordsOf('settings')

const countText = ({ done, total }: EmbedderChange): string =>
  t('doneOfTotalMemories', { done: formatCount(done), total: formatCount(total) })

/** What it is at, or why it is not at anything. */
const stageText = ({ state, stage, rate, secondsLeft, reason }: EmbedderChange): string => {
  if (state === 'waiting') return t('triedAgainByItselfReason', { reason: told(reason ?? '') })
  if (state === 'paused') return t('paused')
  if (state === 'switching') return t('switching')
  if (stage === 'index') return t('allVectorsAreMadeFilling')
  if (rate === null || secondsLeft === null) return t('makingVectors')
  return t('rateASecondSecondsLeftLeft', {
    rate: formatCount(rate),
    secondsLeft: formatTimeLeft(secondsLeft),
  })
}

const Controls = ({ change }: { readonly change: EmbedderChange }) => {
  const { act, isBusy } = useEmbedderAction()
  const [isAsking, setAsking] = useState(false)
  const readOnly = useReadOnly()
  const disabled = readOnly || isBusy || change.state === 'switching'
  const cancel = async (): Promise<void> => {
    await act((embedders) => embedders.cancel({}), t('notCancelled'))
    setAsking(false)
  }
  return (
    <div className={styles.controls}>
      {change.state === 'running' || change.state === 'switching' ? (
        <Button
          icon={Pause}
          size="small"
          disabled={disabled}
          onClick={() => void act((embedders) => embedders.pause({}), t('notPaused'))}
        >
          {t('pause')}
        </Button>
      ) : (
        <Button
          icon={change.state === 'waiting' ? RotateCw : Play}
          size="small"
          disabled={disabled}
          onClick={() => void act((embedders) => embedders.resume({}), t('notResumed'))}
        >
          {change.state === 'waiting' ? t('tryNow') : t('resume')}
        </Button>
      )}
      <Button icon={X} size="small" variant="plain" disabled={disabled} onClick={() => setAsking(true)}>
        {t('cancel')}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t('giveUpTheChangeTo', { id: change.to.id })}
        detail={t('recallStaysAsItIs')}
        confirmLabel={t('giveUpTheChange')}
        danger
        busy={isBusy}
        onConfirm={() => void cancel()}
      />
    </div>
  )
}

/** A change of the embedder that is under way. */
export const EmbedderProgress = ({ change }: { readonly change: EmbedderChange }) => (
  <section className={styles.change} aria-label={t('changeOfTheEmbedder')}>
    <div className={styles.head}>
      <div className={styles.title}>
        {change.isUndo ? t('goingBackTo') : t('changingTo')} <span className="mono">{change.to.id}</span>
      </div>
      <Controls change={change} />
    </div>
    <ProgressBar
      label={t('memoriesWithANewVector')}
      done={change.done}
      total={change.total}
      text={countText(change)}
      quiet={change.state === 'paused' || change.state === 'waiting'}
    />
    <div className={styles.numbers}>
      <span>{countText(change)}</span>
      <span className={styles.stage} data-bad={change.state === 'waiting' || undefined}>
        {stageText(change)}
      </span>
    </div>
  </section>
)
