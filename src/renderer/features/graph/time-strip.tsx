import { useQuery } from '@tanstack/react-query'
import { Pause, Play, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { IconButton } from '#ui/icon-button'
import { RangeSlider } from '#ui/range-slider'
import { SegmentedControl } from '#ui/segmented-control'
import { useSomaQueries } from '../../api/client-context.tsx'
import {
  laterRange,
  type TimeBins,
  type TimeName,
  type TimeRange,
  timeBins,
} from '../../graph-view/time-bins.ts'
import { formatDate } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'
import type { GraphSession } from './graph-session.ts'
import type { Moments } from './graph-store.ts'
import { MomentsStrip, STRETCHES } from './moments-strip.tsx'
import styles from './time-strip.module.css'

const t = wordsOf('graph')

interface TimeStripProps {
  readonly namespace: string
  readonly session: GraphSession
  readonly range: TimeRange | null
  readonly onChange: (range: TimeRange | null) => void
  readonly moments: Moments | null
  readonly onMoments: (moments: Moments | null) => void
  readonly onClose: () => void
}

type Way = TimeName | 'compare'

const BINS = 80
/** Steps from one end to the other, and milliseconds between two. */
const STEPS = 80
const BEAT = 180

/** When what is drawn happened or was stored: a range that is dragged, or played; or two moments that are compared. */
export const TimeStrip = (props: TimeStripProps) => {
  const { namespace, session, range, onChange, moments, onMoments, onClose } = props
  const [by, setBy] = useState<TimeName>(range?.by ?? 'timestamp')
  const compare = useCompare(namespace, onMoments)
  const choose = (next: Way): void => {
    onChange(null)
    if (next === 'compare') compare.start()
    else {
      compare.cancel()
      onMoments(null)
      setBy(next)
    }
  }
  const isCompared = moments !== null || compare.isWaiting
  return (
    <section className={styles.strip} data-way={isCompared ? 'compare' : 'range'} aria-label={t('time')}>
      <div className={styles.by}>
        <SegmentedControl<Way>
          label={t('whichTime')}
          value={isCompared ? 'compare' : by}
          onChange={choose}
          options={[
            { value: 'timestamp', label: t('happened') },
            { value: 'createdAt', label: t('stored') },
            { value: 'compare', label: t('compare') },
          ]}
        />
      </div>
      {isCompared ? (
        <MomentsStrip namespace={namespace} moments={moments ?? ALL} onChange={onMoments} />
      ) : (
        <RangeStrip session={session} by={by} range={range} onChange={onChange} />
      )}
      <IconButton icon={X} label={t('closeTheTime')} side="top" onClick={onClose} />
    </section>
  )
}

const ALL: Moments = { from: 0, to: 'now' }

interface Compare {
  /** The journal is still read. */
  readonly isWaiting: boolean
  readonly start: () => void
  readonly cancel: () => void
}

/** Comparing begins with what happened last: from the change before it, once the journal has told which that is. */
const useCompare = (namespace: string, onMoments: TimeStripProps['onMoments']): Compare => {
  const { data, isFetching } = useQuery(useSomaQueries().graph.moments(namespace, STRETCHES))
  const [isWaiting, setWaiting] = useState(false)
  const latest = useRef(onMoments)
  latest.current = onMoments
  useEffect(() => {
    if (!isWaiting || isFetching) return
    setWaiting(false)
    latest.current({ from: data?.stretches.at(-2)?.seq ?? 0, to: 'now' })
  }, [isWaiting, isFetching, data])
  return { isWaiting, start: () => setWaiting(true), cancel: () => setWaiting(false) }
}

interface RangeStripProps extends Pick<TimeStripProps, 'session' | 'range' | 'onChange'> {
  readonly by: TimeName
}

const RangeStrip = ({ session, by, range, onChange }: RangeStripProps) => {
  const revision = useStore(session.state, (state) => state.revision)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another graph has other times
  const bins = useMemo(
    () =>
      timeBins(
        session.graph.mapNodes((_, { facts }) => facts),
        by,
        BINS,
      ),
    [session, by, revision],
  )
  const mine = range?.by === by ? range : null
  const whole = bins && { by, from: bins.min, until: bins.max }
  const play = usePlay(bins, mine ?? whole, onChange)
  return (
    <>
      <IconButton
        icon={play.isOn ? Pause : Play}
        label={play.isOn ? t('pause') : t('play')}
        side="top"
        disabled={bins === null || bins.max <= bins.min}
        onClick={play.toggle}
      />
      {bins && whole && bins.max > bins.min ? (
        <Strip bins={bins} range={mine ?? whole} onChange={onChange} whole={whole} />
      ) : (
        <p className={styles.ends}>{emptyText(bins, by)}</p>
      )}
    </>
  )
}

const emptyText = (bins: TimeBins | null, by: TimeName): string => {
  if (bins) return t('allOfItAtOne', { min: formatDate(bins.min) })
  return by === 'timestamp' ? t('noMemoryThatIsDrawn') : t('noMemoriesAreDrawnOpen')
}

interface StripProps {
  readonly bins: TimeBins
  readonly range: TimeRange
  readonly whole: TimeRange
  readonly onChange: (range: TimeRange | null) => void
}

const Strip = ({ bins, range, whole, onChange }: StripProps) => {
  const most = bins.counts.reduce((a, b) => Math.max(a, b), 1)
  const width = (bins.max - bins.min) / BINS
  const change = ([from, until]: readonly [number, number]): void => {
    const isAll = from <= bins.min && until >= bins.max
    onChange(isAll ? null : { ...range, from, until })
  }
  return (
    <div className={styles.middle}>
      <svg className={styles.bars} viewBox={`0 0 ${BINS} 28`} preserveAspectRatio="none" aria-hidden>
        {bins.counts.map((count, i) => {
          const start = bins.min + i * width
          const isWithin = start + width >= range.from && start <= range.until
          // A stretch with a single memory is still seen.
          const height = count === 0 ? 0 : 2 + 26 * Math.sqrt(count / most)
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is what it is
              key={i}
              className={styles.bar}
              data-within={isWithin || undefined}
              x={i + 0.1}
              width={0.8}
              y={28 - height}
              height={height}
            />
          )
        })}
      </svg>
      <RangeSlider
        labels={[t('from'), t('until')]}
        texts={[formatDate(range.from), formatDate(range.until)]}
        value={[range.from, range.until]}
        min={whole.from}
        max={whole.until}
        step={(whole.until - whole.from) / 400}
        onChange={change}
      />
      <p className={styles.ends}>
        <span>{formatDate(range.from)}</span>
        {bins.unknown > 0 && <span>{t('countMemoriesWithoutATime', { count: bins.unknown })}</span>}
        <span>{formatDate(range.until)}</span>
      </p>
    </div>
  )
}

/** Moves the range until it has come to the end; from there it begins anew. */
const usePlay = (
  bins: TimeBins | null,
  range: TimeRange | null,
  onChange: (range: TimeRange | null) => void,
): { readonly isOn: boolean; readonly toggle: () => void } => {
  const [isOn, setOn] = useState(false)
  const latest = useRef({ bins, range, onChange })
  latest.current = { bins, range, onChange }
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => {
      const now = latest.current
      if (now.bins === null || now.range === null) return setOn(false)
      const next = laterRange(now.range, now.bins, (now.bins.max - now.bins.min) / STEPS)
      if (next === null) setOn(false)
      else now.onChange(next)
    }, BEAT)
    return () => clearInterval(timer)
  }, [isOn])
  const begin = (): void => {
    if (bins === null || range === null) return
    // At the end there is nothing to play: a first tenth grows to all.
    if (range.until >= bins.max) {
      const width = range.from <= bins.min ? (bins.max - bins.min) / 10 : range.until - range.from
      onChange({ ...range, from: bins.min, until: bins.min + width })
    }
    setOn(true)
  }
  return { isOn, toggle: () => (isOn ? setOn(false) : begin()) }
}
