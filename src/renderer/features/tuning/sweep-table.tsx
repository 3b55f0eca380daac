import type { Estimate, TuningPoint } from '#contract/tuning'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import styles from './sweep-table.module.css'
import { settingWords } from './sweep-words.ts'

interface SweepTableProps {
  readonly points: readonly TuningPoint[]
  readonly frontier: readonly number[]
  readonly current: TuningPoint | null
  readonly better: number | null
  readonly chosen: number | null
  readonly onChoose: (place: number) => void
}

const figure = ({ value }: Estimate): string => value.toFixed(3)

/** The same as the plot, in figures, by time. */
export const SweepTable = ({ points, frontier, current, better, chosen, onChoose }: SweepTableProps) => {
  const order = points
    .map((_, place) => place)
    .sort((a, b) => (points[a] as TuningPoint).p95.value - (points[b] as TuningPoint).p95.value)
  const wordOf = (place: number): string =>
    place === better ? 'better' : frontier.includes(place) ? 'frontier' : ''
  return (
    <section className={styles.scroll} aria-label="Settings that were tried, as a table" tabIndex={-1}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Beam</th>
            <th scope="col">Cap</th>
            <th scope="col">R@1</th>
            <th scope="col">R@5</th>
            <th scope="col">R@10</th>
            <th scope="col">95 % interval</th>
            <th scope="col">p50 ms</th>
            <th scope="col">p95 ms</th>
            <th scope="col">
              <span className="visually-hidden">What it is</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {current && <Row point={current} word="in force" kind="current" />}
          {order.map((place) => (
            <Row
              key={place}
              point={points[place] as TuningPoint}
              word={wordOf(place)}
              kind={place === better ? 'better' : undefined}
              isChosen={place === chosen}
              onChoose={() => onChoose(place)}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  readonly point: TuningPoint
  readonly word: string
  readonly kind?: string | undefined
  readonly isChosen?: boolean
  readonly onChoose?: () => void
}

const Row = ({ point, word, kind, isChosen = false, onChoose }: RowProps) => (
  <tr className={classNames('mono', styles.row)} data-kind={kind} data-chosen={isChosen || undefined}>
    <th scope="row">
      {onChoose ? (
        <button type="button" aria-pressed={isChosen} aria-label={settingWords(point)} onClick={onChoose}>
          {formatCount(point.beamWidth)}
        </button>
      ) : (
        formatCount(point.beamWidth)
      )}
    </th>
    <td>{formatCount(point.maxCandidates)}</td>
    <td>{figure(point.recall1)}</td>
    <td>{figure(point.recall5)}</td>
    <td>
      <b>{figure(point.recall10)}</b>
    </td>
    <td>
      {point.recall10.low.toFixed(3)}–{point.recall10.high.toFixed(3)}
    </td>
    <td>{figure(point.p50)}</td>
    <td>{figure(point.p95)}</td>
    <td className={styles.word}>{word}</td>
  </tr>
)
