import { useQuery } from '@tanstack/react-query'
import { Redo2, TriangleAlert, Undo2 } from 'lucide-react'
import { useRef, useState } from 'react'
import type { HistoryLine, UndoToPlan } from '#contract/history'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { ErrorState } from '#ui/error-state'
import { ProgressBar } from '#ui/progress-bar'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { HistoryScope } from '../../api/queries/changes.ts'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './go-to-dialog.module.css'
import { useHistoryStore } from './history-store.ts'
import { touchedText } from './history-words.ts'

const t = wordsOf('history')

interface GoToDialogProps {
  readonly scope: HistoryScope
  readonly target: HistoryLine | 'start'
  readonly readOnly: boolean
}

const close = (): void => useHistoryStore.setState({ target: null })

/** Says what going to a point would do before it is done. */
export const GoToDialog = ({ scope, target, readOnly }: GoToDialogProps) => {
  const seq = target === 'start' ? 0 : target.seq
  const point = { ...scope, seq }
  const { data: plan, error, refetch } = useQuery(useSomaQueries().changes.plan(point))
  const { goTo } = useMemoryMutations()
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)
  const running = useRef<AbortController | null>(null)
  const name = target === 'start' ? t('theBeginning') : t('changeSeq', { seq: target.seq })
  const go = async (): Promise<void> => {
    const stop = new AbortController()
    running.current = stop
    setProgress({ done: 0, total: plan ? plan.undone + plan.redone : 0 })
    const onProgress = (done: number, total: number): void => setProgress({ done, total })
    await goTo({ ...point, title: t('wentToName', { name }), signal: stop.signal, onProgress })
    running.current = null
    close()
  }
  const stopOrClose = (): void => (running.current ? running.current.abort() : close())
  const isPossible = plan !== undefined && plan.obstacle === null && plan.undone + plan.redone > 0
  return (
    <Dialog
      open
      onClose={stopOrClose}
      title={t('goToName', { name })}
      description={
        target === 'start'
          ? t('everythingIsAsItWas')
          : t('asItWasRightAfter', { summary: told(target.summary), at: formatDateTime(target.at) })
      }
      footer={
        <>
          <Button onClick={stopOrClose}>{progress ? t('stop') : t('cancel')}</Button>
          <Button
            variant="primary"
            busy={progress !== null}
            disabled={!isPossible || readOnly}
            onClick={() => void go()}
          >
            {t('goThere')}
          </Button>
        </>
      }
    >
      {error && <ErrorState error={error} title={t('itCouldNotBePlanned')} onRetry={() => void refetch()} />}
      {!plan && !error && <Skeleton lines={4} height={20} label={t('lookingAtWhatThatWould')} />}
      {progress ? (
        <Running done={progress.done} total={progress.total} />
      ) : (
        plan && <Plan plan={plan} everything={scope.namespace === undefined} />
      )}
    </Dialog>
  )
}

const Running = ({ done, total }: { readonly done: number; readonly total: number }) => {
  const text = t('doneOfCountChanges', { done: formatCount(done), count: total })
  return (
    <div className={styles.running}>
      <ProgressBar label={t('goingThere')} done={done} total={Math.max(1, total)} text={text} />
      <span aria-live="polite">{text}</span>
    </div>
  )
}

const Plan = ({ plan, everything }: { readonly plan: UndoToPlan; readonly everything: boolean }) => {
  const { undone, redone, authors, first, obstacle } = plan
  const all = undone + redone
  if (obstacle) {
    return (
      <p className={styles.obstacle} role="alert">
        <TriangleAlert size={16} aria-hidden />
        <span>
          {t('changeChangeStandsInThe', { change: obstacle.change, reason: told(obstacle.reason) })}
        </span>
      </p>
    )
  }
  if (all === 0) return <p>{t('thatIsWhereItStands')}</p>
  return (
    <>
      <p>
        {t.rich('undoneWhichTouchesPlanEach', {
          undone: <strong>{actsText(undone, redone)}</strong>,
          plan: touchedText(plan),
          which: everything ? 'yes' : 'no',
        })}
      </p>
      <p className={styles.authors}>
        {t('madeByAuthors', {
          authors: authors.map(({ author, changes }) => `${author} (${formatCount(changes)})`).join(', '),
        })}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ol className={styles.steps} tabIndex={0} aria-label={t('whatIsDoneInThis')}>
        {first.map(({ seq, act, summary, author }) => (
          <li key={seq} className={styles.step}>
            {act === 'undo' ? (
              <Undo2 size={12} aria-label={t('undo')} />
            ) : (
              <Redo2 size={12} aria-label={t('redo')} />
            )}
            <span className="truncate">{told(summary)}</span>
            <span className={styles.by}>{author}</span>
          </li>
        ))}
        {first.length < all && (
          <li className={styles.step}>
            <span className={styles.by}>{t('andCountMoreChanges', { count: all - first.length })}</span>
          </li>
        )}
      </ol>
    </>
  )
}

const actsText = (undone: number, redone: number): string => {
  const acts = [
    ...(undone > 0 ? [t('undoesCountChanges', { count: undone })] : []),
    ...(redone > 0 ? [t('redoesCountChanges', { count: redone })] : []),
  ]
  const text = acts.join(' and ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
