import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { TuningPoint } from '#contract/tuning'
import { formatNumber, formatScore } from '../../ui/format-number.ts'
import { useSize } from '../../ui/use-size.ts'
import { wordsOf } from '../../words/words.ts'
import { gainWords, millis, pointWords } from './better-point.ts'
import styles from './pareto-plot.module.css'
import {
  alongSteps,
  FRAME,
  type ParetoScale,
  type PlotSize,
  paretoScale,
  stepsThrough,
} from './pareto-scale.ts'
import { placeLabels } from './place-labels.ts'
import { neighbourOf, settingWords } from './sweep-words.ts'

const t = wordsOf('tuning')

interface ParetoPlotProps {
  readonly points: readonly TuningPoint[]
  readonly frontier: readonly number[]
  /** What is in force; null while it is not measured yet. */
  readonly current: TuningPoint | null
  readonly better: number | null
  readonly target: number
  readonly chosen: number | null
  readonly onChoose: (place: number) => void
}

const LABEL = { width: 148, height: 36 }

/** Recall over time of every setting that was tried: the frontier, what is in force, and where to go from there. */
export const ParetoPlot = (props: ParetoPlotProps) => {
  const { points, current, target } = props
  const plot = useRef<HTMLDivElement>(null)
  const size = useSize(plot)
  const scale = useMemo(
    () => size && paretoScale(current ? [...points, current] : points, target, size),
    [points, current, target, size],
  )
  return (
    <div ref={plot} className={styles.plot}>
      {size && scale && size.width > 0 && (
        <>
          <Drawing {...props} size={size} scale={scale} />
          <Dots {...props} scale={scale} />
          <Labels {...props} size={size} scale={scale} />
        </>
      )}
    </div>
  )
}

type Scaled = ParetoPlotProps & { readonly scale: ParetoScale }

const Drawing = (props: Scaled & { readonly size: PlotSize }) => {
  const { points, frontier, current, better, target, scale, size } = props
  const { width, height } = size
  const onFrontier = frontier.map((place) => scale.placeOf(points[place] as TuningPoint))
  const line = stepsThrough(onFrontier)
  const [first, last] = [onFrontier[0], onFrontier.at(-1)]
  const bottom = height - FRAME.bottom
  const from = current && scale.placeOf(current)
  const to = better === null ? null : scale.placeOf(points[better] as TuningPoint)
  return (
    <svg className={styles.drawing} width={width} height={height} aria-hidden>
      {scale.recalls.map(({ at, label }) => (
        <g key={label}>
          <line className={styles.grid} x1={FRAME.left} x2={width - FRAME.right} y1={at} y2={at} />
          <text className={styles.tick} x={FRAME.left - 8} y={at + 4} textAnchor="end">
            {label}
          </text>
        </g>
      ))}
      {scale.times.map(({ at, label }) => (
        <g key={label}>
          <line className={styles.notch} x1={at} x2={at} y1={bottom} y2={bottom + 4} />
          <text className={styles.tick} x={at} y={bottom + 18} textAnchor="middle">
            {label}
          </text>
        </g>
      ))}
      <line className={styles.axis} x1={FRAME.left} x2={width - FRAME.right} y1={bottom} y2={bottom} />
      <text className={styles.name} x={width - FRAME.right} y={height - 6} textAnchor="end">
        {t('timeOfASearchP95')}
      </text>
      <text className={styles.name} x={0} y={12}>
        recall@10
      </text>
      {first && last && (
        <>
          <path className={styles.reached} d={`${line}H${width - FRAME.right}V${bottom}H${first.x}Z`} />
          <path className={styles.frontier} d={`${line}H${width - FRAME.right}`} />
        </>
      )}
      <line
        className={styles.target}
        x1={FRAME.left}
        x2={width - FRAME.right}
        y1={scale.yOf(target)}
        y2={scale.yOf(target)}
      />
      <text className={styles.targetName} x={width - FRAME.right} y={scale.yOf(target) - 5} textAnchor="end">
        {t('toHold', { target: formatNumber(target) })}
      </text>
      {from && to && <path className={styles.way} d={`M${from.x},${from.y}L${to.x},${to.y}`} />}
      {from && <path className={styles.current} d={`M${from.x},${from.y - 7}l7,7l-7,7l-7,-7Z`} />}
    </svg>
  )
}

/** Every setting as a dot that can be chosen; arrows go along time. */
const Dots = ({ points, frontier, better, chosen, scale, onChoose }: Scaled) => {
  const group = useRef<HTMLDivElement>(null)
  const [hovered, setHovered] = useState<number | null>(null)
  const front = useMemo(() => new Set(frontier), [frontier])
  const reachable = chosen ?? better ?? frontier[0] ?? 0
  const press = (event: KeyboardEvent): void => {
    const next = neighbourOf(points, chosen ?? reachable, event.key)
    if (next === null) return
    event.preventDefault()
    onChoose(next)
    group.current?.querySelectorAll<HTMLElement>('button')[next]?.focus()
  }
  const shown = hovered === null ? undefined : points[hovered]
  return (
    <>
      <div ref={group} role="toolbar" aria-label={t('settingsTried')} onKeyDown={press}>
        {points.map((point, place) => {
          const { x, y } = scale.placeOf(point)
          return (
            <button
              key={`${point.centroids} ${point.beamWidth} ${point.maxCandidates}`}
              type="button"
              aria-pressed={place === chosen}
              aria-label={t('dotLabel', {
                setting: settingWords(point),
                recall: formatScore(point.recall10.value),
                p95: millis(point.p95.value),
                front: front.has(place) ? 'yes' : 'no',
              })}
              tabIndex={place === reachable ? 0 : -1}
              className={styles.dot}
              data-front={front.has(place) || undefined}
              data-better={place === better || undefined}
              style={{ left: x, top: y }}
              onClick={() => onChoose(place)}
              onPointerEnter={() => setHovered(place)}
              onPointerLeave={() => setHovered(null)}
            />
          )
        })}
      </div>
      {shown && (
        <div className={styles.tip} style={tipPlace(scale.placeOf(shown))} aria-hidden>
          <b>{settingWords(shown)}</b>
          <span>{pointWords(shown)}</span>
        </div>
      )}
    </>
  )
}

const tipPlace = ({ x, y }: { readonly x: number; readonly y: number }) => ({ left: x, top: y - 14 })

const Labels = ({ points, frontier, current, better, scale, size }: Scaled & { readonly size: PlotSize }) => {
  const to = better === null ? undefined : points[better]
  const named = [
    ...(current ? [{ id: 'current', title: t('inForce'), words: pointWords(current), point: current }] : []),
    ...(to && current
      ? [{ id: 'better', title: gainWords(current, to), words: pointWords(to), point: to }]
      : []),
  ]
  const onFrontier = frontier.map((place) => scale.placeOf(points[place] as TuningPoint))
  const dots = [...points.map(scale.placeOf), ...alongSteps(onFrontier)]
  const places = placeLabels(
    named.map(({ id, point }) => ({
      ...scale.placeOf(point),
      ...LABEL,
      width: id === 'better' ? 264 : LABEL.width,
    })),
    dots,
    { left: FRAME.left, width: size.width, height: size.height - FRAME.bottom },
  )
  return (
    <div aria-hidden>
      {named.map(({ id, title, words }, i) => (
        <div
          key={id}
          className={styles.label}
          data-kind={id}
          style={{ left: places[i]?.x, top: places[i]?.y }}
        >
          <b>{title}</b>
          <span>{words}</span>
        </div>
      ))}
    </div>
  )
}
