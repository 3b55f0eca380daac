import { useQuery } from '@tanstack/react-query'
import { Check, CircleAlert, Settings, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Status } from '#contract/app'
import type { EmbedderChange } from '#contract/embedders'
import { Button } from '#ui/button'
import { Popover } from '#ui/popover'
import { ProgressBar } from '#ui/progress-bar'
import { useSomaQueries } from '../api/client-context.tsx'
import { type EndedWork, LONG_MS, longWork, paceOf, type Work } from '../api/long-work.ts'
import { titleOfWork } from '../api/tracked-client.ts'
import { formatDuration } from '../ui/format-duration.ts'
import { formatCount, formatPercent } from '../ui/format-number.ts'
import { formatTimeLeft } from '../ui/format-time-left.ts'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { workspace } from '../workspace/use-workspace.ts'
import statusStyles from './status-bar.module.css'
import { openMove, useMoveNews } from './use-move-news.ts'
import { useSpokenWork, useWorkNews } from './use-work-news.ts'
import styles from './work-center.module.css'

const t = wordsOf('system')

const TICK_MS = 500

/** The page's clock, while somebody works. */
const useTicks = (isTicking: boolean): number => {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (!isTicking) return
    setNow(performance.now())
    const timer = setInterval(() => setNow(performance.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [isTicking])
  return now
}

const percentOf = (done: number, total: number): number =>
  Math.floor((Math.min(done, total) / Math.max(total, Number.EPSILON)) * 100)

const factsOf = (work: Work, now: number): string => {
  if (work.isEnding) return t('ending')
  const { progress } = work
  if (progress === null) return t('tookSoFar', { took: formatDuration(now - work.began) })
  const pace = paceOf(work, now)
  const isCounted = progress.total > 1
  return [
    isCounted
      ? t('doneOfTotal', { done: formatCount(progress.done), total: formatCount(progress.total) })
      : formatPercent(percentOf(progress.done, progress.total) / 100),
    isCounted && pace && pace.rate >= 1 && t('rateASecond', { rate: formatCount(Math.round(pace.rate)) }),
    pace && pace.left > 0 && t('leftLeft', { left: formatTimeLeft(pace.left) }),
  ]
    .filter(Boolean)
    .join(', ')
}

/** Where more is told of some work than stands here. */
const SHOWS: Readonly<Record<string, (work: Work) => void>> = {
  'imports.run': ({ namespace }) => openOverlay({ kind: 'import', namespace: namespace ?? '' }),
  'imports.undo': ({ namespace }) => openOverlay({ kind: 'import', namespace: namespace ?? '' }),
  'connections.move': () => openMove(''),
}

const WorkRow = ({ work, now }: { readonly work: Work; readonly now: number }) => {
  const { namespace, subject, progress } = work
  const title = titleOfWork(work)
  const facts = factsOf(work, now)
  const show = SHOWS[work.path]
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        {subject && <span className={styles.quiet}>{subject}</span>}
        {namespace && <span className={styles.quiet}>{namespace}</span>}
        {show && (
          <Button size="small" onClick={() => show(work)}>
            {t('show')}
          </Button>
        )}
        <Button
          size="small"
          icon={X}
          aria-label={t('cancelTitle', { title })}
          disabled={work.isEnding}
          onClick={work.cancel}
        >
          {t('cancel')}
        </Button>
      </div>
      <ProgressBar
        label={title}
        done={progress?.done ?? 0}
        total={progress?.total ?? 1}
        text={facts}
        quiet={progress === null}
      />
      <span className={styles.facts}>{facts}</span>
    </li>
  )
}

interface EngineRowProps {
  readonly title: string
  readonly done: number
  readonly total: number
  readonly facts: string
  readonly setting?: boolean
}

/** What the engine does by itself: it is steered in Settings, or not at all. */
const EngineRow = ({ title, done, total, facts, setting = false }: EngineRowProps) => (
  <li className={styles.row}>
    <div className={styles.head}>
      <span className={styles.title}>{title}</span>
      {setting && (
        <Button size="small" icon={Settings} onClick={() => workspace.getState().go({ screen: 'settings' })}>
          {t('pauseOrCancel')}
        </Button>
      )}
    </div>
    <ProgressBar label={title} done={done} total={total} text={facts} />
    <span className={styles.facts}>{facts}</span>
  </li>
)

const changeFacts = ({ state, done, total, rate, secondsLeft, reason }: EmbedderChange): string => {
  if (state === 'waiting') return reason === null ? t('waiting') : told(reason)
  const count = t('doneOfTotalMemories', { done: formatCount(done), total: formatCount(total) })
  if (state === 'paused') return t('countPaused', { count })
  return rate === null || secondsLeft === null
    ? count
    : [
        count,
        t('rateASecond', { rate: formatCount(rate) }),
        t('leftLeft', { left: formatTimeLeft(secondsLeft) }),
      ].join(', ')
}

interface EngineWork {
  readonly change: EmbedderChange | null
  readonly dating: Status['dating']
  readonly index: Status['index'] | undefined
}

const engineRows = ({
  change,
  dating,
  index,
}: EngineWork): readonly (EngineRowProps & { readonly id: string })[] => [
  ...(change
    ? [
        {
          id: 'embedder',
          title: t('reEmbedding'),
          done: change.done,
          total: change.total,
          facts: changeFacts(change),
          setting: true,
        },
      ]
    : []),
  ...(index?.state === 'loading'
    ? [
        {
          id: 'index',
          title: t('loadingTheIndex'),
          done: index.done,
          total: index.total,
          facts: t('doneOfTotalVectors', { done: formatCount(index.done), total: formatCount(index.total) }),
        },
      ]
    : []),
  ...(index?.state === 'ready' && index.isBuilding
    ? [
        {
          id: 'lists',
          title: t('buildingTheLists'),
          done: 0,
          total: 1,
          facts: t('recallGoesOn'),
        },
      ]
    : []),
  ...(dating
    ? [
        {
          id: 'dating',
          title: t('datingMemories'),
          done: dating.done,
          total: dating.total,
          facts: t('doneOfTotalMemories', {
            done: formatCount(dating.done),
            total: formatCount(dating.total),
          }),
        },
      ]
    : []),
]

const EndedRow = ({ work: { title, namespace, subject, outcome, took } }: { readonly work: EndedWork }) => (
  <li className={styles.ended} data-outcome={outcome}>
    {outcome === 'done' ? <Check size={14} aria-hidden /> : <CircleAlert size={14} aria-hidden />}
    <span>{titleOfWork({ title })}</span>
    {subject && <span className={styles.quiet}>{subject}</span>}
    {namespace && <span className={styles.quiet}>{namespace}</span>}
    <span className={styles.quiet}>{t('outcomeAfterTook', { outcome, took: formatDuration(took) })}</span>
  </li>
)

/** Everything that takes long, in one place: how far, how fast, how long still, and an end to it. */
export const WorkCenter = () => {
  const queries = useSomaQueries()
  const { data: embedders } = useQuery(queries.embedders.state())
  const { data: status } = useQuery(queries.app.status())
  const { running, ended } = longWork()
  const now = useTicks(running.length > 0)
  useWorkNews()
  useSpokenWork()
  useMoveNews()
  const long = running.filter(({ began }) => now - began >= LONG_MS)
  const engine = engineRows({
    change: embedders?.change ?? null,
    dating: status?.dating ?? null,
    index: status?.index,
  })
  const [first] = long
  const count = long.length + engine.length
  if (count === 0 && ended.length === 0) return null
  const share = first?.progress
    ? ` ${formatPercent(percentOf(first.progress.done, first.progress.total) / 100)}`
    : ''
  const head = first && `${titleOfWork(first)}${share}`
  const others = long.length - 1
  const rest = count > 0 ? t('countAtWork', { count }) : t('work')
  const words = head ? (others > 0 ? t('titleAndMore', { title: head, count: others }) : head) : rest
  return (
    <Popover
      label={t('work')}
      side="top"
      trigger={
        <button type="button" className={statusStyles.undo} data-work={count > 0 || undefined}>
          {count === 0 && <Check size={12} aria-hidden />}
          {words}
        </button>
      }
    >
      <div className={styles.center}>
        {count === 0 && <p className={styles.none}>{t('nothingTakesLong')}</p>}
        <ul className={styles.list} aria-label={t('atWork')}>
          {long.map((work) => (
            <WorkRow key={work.id} work={work} now={now} />
          ))}
          {engine.map(({ id, ...row }) => (
            <EngineRow key={id} {...row} />
          ))}
        </ul>
        {ended.length > 0 && (
          <>
            <h3 className={styles.heading}>{t('over')}</h3>
            <ul className={styles.list} aria-label={t('over')}>
              {ended.map((work) => (
                <EndedRow key={work.id} work={work} />
              ))}
            </ul>
          </>
        )}
      </div>
    </Popover>
  )
}
