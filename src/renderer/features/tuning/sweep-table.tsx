import type { Estimate, TuningPoint } from '#contract/tuning'
import { classNames } from '../../ui/class-names.ts'
import { formatCount, formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './sweep-table.module.css'
import { settingWords } from './sweep-words.ts'

const t = wordsOf('tuning')

interface SweepTableProps {
  readonly points: readonly TuningPoint[]
  readonly frontier: readonly number[]
  readonly current: TuningPoint | null
  readonly better: number | null
  readonly chosen: number | null
  readonly onChoose: (place: number) => void
}

const figure = ({ value }: Estimate): string => formatScore(value)

/** The same as the plot, in figures, by time. */
export const SweepTable = ({ points, frontier, current, better, chosen, onChoose }: SweepTableProps) => {
  const order = points
    .map((_, place) => place)
    .sort((a, b) => (points[a] as TuningPoint).p95.value - (points[b] as TuningPoint).p95.value)
  const wordOf = (place: number): string =>
    place === better ? t('better') : frontier.includes(place) ? t('frontier') : ''
  return (
    <section className={styles.scroll} aria-label={t('settingsTriedTable')} tabIndex={-1}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('beamHead')}</th>
            <th scope="col">{t('candidates')}</th>
            <th scope="col">R@1</th>
            <th scope="col">R@5</th>
            <th scope="col">R@10</th>
            <th scope="col">{t('interval')}</th>
            <th scope="col">{t('p50Ms')}</th>
            <th scope="col">{t('p95Ms')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('whatItIs')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {current && <Row point={current} word={t('inForceCell')} kind="current" />}
          {order.map((place) => (
            <Row
              key={place}
              point={points[place] as TuningPoint}
              word={wordOf(place)}
              kind={place === better ? t('better') : undefined}
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
      {formatScore(point.recall10.low)}–{formatScore(point.recall10.high)}
    </td>
    <td>{figure(point.p50)}</td>
    <td>{figure(point.p95)}</td>
    <td className={styles.word}>{word}</td>
  </tr>
)
