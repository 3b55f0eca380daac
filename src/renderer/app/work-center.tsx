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
import { formatDuration } from '../ui/format-duration.ts'
import { formatCount } from '../ui/format-number.ts'
import { formatTimeLeft } from '../ui/format-time-left.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { workspace } from '../workspace/use-workspace.ts'
import statusStyles from './status-bar.module.css'
import { useWorkNews } from './use-work-news.ts'
import styles from './work-center.module.css'

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
  if (work.isEnding) return 'Ending…'
  const { progress } = work
  if (progress === null) return `${formatDuration(now - work.began)} so far`
  const pace = paceOf(work, now)
  const isCounted = progress.total > 1
  return [
    isCounted
      ? `${formatCount(progress.done)} of ${formatCount(progress.total)}`
      : `${percentOf(progress.done, progress.total)} %`,
    isCounted && pace && pace.rate >= 1 && `${formatCount(Math.round(pace.rate))} a second`,
    pace && pace.left > 0 && `${formatTimeLeft(pace.left)} left`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** Where more is told of some work than stands here. */
const SHOWS: Readonly<Record<string, (work: Work) => void>> = {
  'imports.run': ({ namespace }) => openOverlay({ kind: 'import', namespace: namespace ?? '' }),
  'imports.undo': ({ namespace }) => openOverlay({ kind: 'import', namespace: namespace ?? '' }),
}

const WorkRow = ({ work, now }: { readonly work: Work; readonly now: number }) => {
  const { title, namespace, progress } = work
  const facts = factsOf(work, now)
  const show = SHOWS[work.path]
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.title}>{title}</span>
        {namespace && <span className={styles.quiet}>{namespace}</span>}
        {show && (
          <Button size="small" onClick={() => show(work)}>
            Show
          </Button>
        )}
        <Button
          size="small"
          icon={X}
          aria-label={`Cancel: ${title}`}
          disabled={work.isEnding}
          onClick={work.cancel}
        >
          Cancel
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
          Pause or cancel
        </Button>
      )}
    </div>
    <ProgressBar label={title} done={done} total={total} text={facts} />
    <span className={styles.facts}>{facts}</span>
  </li>
)

const changeFacts = ({ state, done, total, rate, secondsLeft, reason }: EmbedderChange): string => {
  if (state === 'waiting') return reason ?? 'Waiting'
  const count = `${formatCount(done)} of ${formatCount(total)} memories`
  if (state === 'paused') return `${count}, paused`
  return rate === null || secondsLeft === null
    ? count
    : `${count}, ${formatCount(rate)} a second, ${formatTimeLeft(secondsLeft)} left`
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
          title: 'Re-embedding',
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
          title: 'Loading the index',
          done: index.done,
          total: index.total,
          facts: `${formatCount(index.done)} of ${formatCount(index.total)} vectors`,
        },
      ]
    : []),
  ...(index?.state === 'ready' && index.isBuilding
    ? [
        {
          id: 'lists',
          title: 'Building the lists of the index',
          done: 0,
          total: 1,
          facts: 'Recall goes on with those there are',
        },
      ]
    : []),
  ...(dating
    ? [
        {
          id: 'dating',
          title: 'Dating memories',
          done: dating.done,
          total: dating.total,
          facts: `${formatCount(dating.done)} of ${formatCount(dating.total)} memories`,
        },
      ]
    : []),
]

const OUTCOMES = { done: 'done', cancelled: 'cancelled', failed: 'failed' } as const

const EndedRow = ({ work: { title, namespace, outcome, took } }: { readonly work: EndedWork }) => (
  <li className={styles.ended} data-outcome={outcome}>
    {outcome === 'done' ? <Check size={14} aria-hidden /> : <CircleAlert size={14} aria-hidden />}
    <span>{title}</span>
    {namespace && <span className={styles.quiet}>{namespace}</span>}
    <span className={styles.quiet}>
      {OUTCOMES[outcome]} after {formatDuration(took)}
    </span>
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
  const long = running.filter(({ began }) => now - began >= LONG_MS)
  const engine = engineRows({
    change: embedders?.change ?? null,
    dating: status?.dating ?? null,
    index: status?.index,
  })
  const [first] = long
  const count = long.length + engine.length
  if (count === 0 && ended.length === 0) return null
  const share = first?.progress ? ` ${percentOf(first.progress.done, first.progress.total)} %` : ''
  const more = long.length > 1 ? ` and ${long.length - 1} more` : ''
  const words = first ? `${first.title}${share}${more}` : count > 0 ? `${count} at work` : 'Work'
  return (
    <Popover
      label="Work"
      side="top"
      trigger={
        <button type="button" className={statusStyles.undo} data-work={count > 0 || undefined}>
          {words}
        </button>
      }
    >
      <div className={styles.center}>
        {count === 0 && <p className={styles.none}>Nothing takes long now.</p>}
        <ul className={styles.list} aria-label="At work">
          {long.map((work) => (
            <WorkRow key={work.id} work={work} now={now} />
          ))}
          {engine.map(({ id, ...row }) => (
            <EngineRow key={id} {...row} />
          ))}
        </ul>
        {ended.length > 0 && (
          <>
            <h3 className={styles.heading}>Over</h3>
            <ul className={styles.list} aria-label="Over">
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
