import { useQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useMemo } from 'react'
import type { Stretch } from '#contract/graph-moments'
import { Button } from '#ui/button'
import { Menu } from '#ui/menu'
import { RangeSlider } from '#ui/range-slider'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { wordsOf } from '../../words/words.ts'
import type { Moments } from './graph-store.ts'
import { type JournalScale, journalScale, momentsAt, placeBefore } from './journal-scale.ts'
import styles from './time-strip.module.css'

const t = wordsOf('graph')

/** Stretches of the journal: where it has more changes, some share one. */
export const STRETCHES = 200
const [HOUR, DAY] = [3600, 86_400]
const SINCE = [
  {
    id: 'hour',
    get label() {
      return t('anHourAgo')
    },
    seconds: HOUR,
  },
  {
    id: 'day',
    get label() {
      return t('aDayAgo')
    },
    seconds: DAY,
  },
  {
    id: 'week',
    get label() {
      return t('aWeekAgo')
    },
    seconds: 7 * DAY,
  },
  {
    id: 'month',
    get label() {
      return t('n30DaysAgo')
    },
    seconds: 30 * DAY,
  },
] as const

interface MomentsStripProps {
  readonly namespace: string
  readonly moments: Moments
  readonly onChange: (moments: Moments) => void
}

/** Two moments of the journal, dragged along its changes. */
export const MomentsStrip = ({ namespace, moments, onChange }: MomentsStripProps) => {
  const { data, error } = useQuery(useSomaQueries().graph.moments(namespace, STRETCHES))
  const scale = useMemo(() => journalScale(data?.stretches ?? []), [data])
  const now = useNow()
  if (error) return <p className={styles.ends}>{describeError(error).sentence}</p>
  if (!data) return <Skeleton lines={1} height={44} label={t('readingTheJournal')} />
  if (scale.last === 0) return <p className={styles.ends}>{t('nothingHasChangedHereYet')}</p>
  const places = [scale.placeOf(moments.from), scale.placeOf(moments.to)] as const
  const since = (from: number): void => onChange(momentsAt(scale, [from, scale.last]))
  const [left, right] = [fromText(scale, places[0]), untilText(scale, moments, places[1])]
  return (
    <div className={styles.compare}>
      <Menu
        side="top"
        trigger={
          <Button size="small" icon={History}>
            {t('since')}
          </Button>
        }
        items={[
          { id: 'last', label: t('beforeTheLastChange'), run: () => since(scale.last - 1) },
          ...SINCE.map(({ seconds, ...item }) => ({
            ...item,
            run: () => since(placeBefore(scale, now - seconds)),
          })),
          { id: 'all', label: t('beforeEverything'), run: () => since(0) },
        ]}
      />
      <div className={styles.middle}>
        <Bars stretches={data.stretches} places={places} />
        <RangeSlider
          labels={[t('earlierMoment'), t('laterMoment')]}
          texts={[left, right]}
          value={places}
          min={0}
          max={scale.last}
          step={1}
          onChange={(next) => onChange(momentsAt(scale, next))}
        />
        <p className={styles.ends}>
          <span>{left}</span>
          <span className={styles.between}>{betweenText(data.stretches, places)}</span>
          <span>{right}</span>
        </p>
      </div>
    </div>
  )
}

const fromText = (scale: JournalScale, place: number): string => {
  const time = scale.timeAt(place)
  return time === null ? t('beforeEverything') : formatDateTime(time)
}

const untilText = (scale: JournalScale, { to }: Moments, place: number): string =>
  to === 'now' ? t('now') : fromText(scale, place)

const betweenText = (stretches: readonly Stretch[], [from, to]: readonly [number, number]): string => {
  const count = stretches.slice(from, to).reduce((sum, { changes }) => sum + changes, 0)
  return t('countChangesBetween', { count })
}

interface BarsProps {
  readonly stretches: readonly Stretch[]
  readonly places: readonly [number, number]
}

/** How much each stretch changed. */
const Bars = ({ stretches, places: [from, to] }: BarsProps) => {
  const most = stretches.reduce((a, { touched }) => Math.max(a, touched), 1)
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${stretches.length} 28`}
      preserveAspectRatio="none"
      aria-hidden
    >
      {stretches.map(({ seq, touched }, i) => {
        const height = 2 + 26 * Math.sqrt(touched / most)
        return (
          <rect
            key={seq}
            className={styles.bar}
            data-within={(i >= from && i < to) || undefined}
            x={i + 0.1}
            width={0.8}
            y={28 - height}
            height={height}
          />
        )
      })}
    </svg>
  )
}
