import { Pause, Play, RotateCw, X } from 'lucide-react'
import { useState } from 'react'
import type { EmbedderChange } from '#contract/embedders'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { ProgressBar } from '#ui/progress-bar'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import styles from './embedder-progress.module.css'
import { useEmbedderAction } from './use-embedder-action.ts'

const countText = ({ done, total }: EmbedderChange): string =>
  `${formatCount(done)} of ${formatCount(total)} memories`

/** What it is at, or why it is not at anything. */
const stageText = ({ state, stage, rate, secondsLeft, reason }: EmbedderChange): string => {
  if (state === 'waiting') return `Tried again by itself: ${reason}`
  if (state === 'paused') return 'Paused'
  if (state === 'switching') return 'Switching'
  if (stage === 'index') return 'All vectors are made; filling their index'
  if (rate === null || secondsLeft === null) return 'Making vectors'
  return `${formatCount(rate)} a second, ${formatTimeLeft(secondsLeft)} left`
}

const Controls = ({ change }: { readonly change: EmbedderChange }) => {
  const { act, isBusy } = useEmbedderAction()
  const [isAsking, setAsking] = useState(false)
  const readOnly = useReadOnly()
  const disabled = readOnly || isBusy || change.state === 'switching'
  const cancel = async (): Promise<void> => {
    await act((embedders) => embedders.cancel({}), 'Not cancelled')
    setAsking(false)
  }
  return (
    <div className={styles.controls}>
      {change.state === 'running' || change.state === 'switching' ? (
        <Button
          icon={Pause}
          size="small"
          disabled={disabled}
          onClick={() => void act((embedders) => embedders.pause({}), 'Not paused')}
        >
          Pause
        </Button>
      ) : (
        <Button
          icon={change.state === 'waiting' ? RotateCw : Play}
          size="small"
          disabled={disabled}
          onClick={() => void act((embedders) => embedders.resume({}), 'Not resumed')}
        >
          {change.state === 'waiting' ? 'Try now' : 'Resume'}
        </Button>
      )}
      <Button icon={X} size="small" variant="plain" disabled={disabled} onClick={() => setAsking(true)}>
        Cancel
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={`Give up the change to ${change.to.id}?`}
        detail="Recall stays as it is. The vectors made so far are deleted, unless they were kept from before."
        confirmLabel="Give up the change"
        danger
        busy={isBusy}
        onConfirm={() => void cancel()}
      />
    </div>
  )
}

/** A change of the embedder that is under way. */
export const EmbedderProgress = ({ change }: { readonly change: EmbedderChange }) => (
  <section className={styles.change} aria-label="Change of the embedder">
    <div className={styles.head}>
      <div className={styles.title}>
        {change.isUndo ? 'Going back to' : 'Changing to'} <span className="mono">{change.to.id}</span>
      </div>
      <Controls change={change} />
    </div>
    <ProgressBar
      label="Memories with a new vector"
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
