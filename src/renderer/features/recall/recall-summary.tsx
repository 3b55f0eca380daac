import type { RecallResult } from '#contract/recall'
import { Tooltip } from '#ui/tooltip'
import { formatCount } from '../../ui/format-number.ts'
import styles from './recall-summary.module.css'
import { formatWeight, heardSignals } from './signals.ts'

interface RecallSummaryProps {
  readonly result: RecallResult
  /** Living memories of the namespace. */
  readonly memories: number | undefined
}

const milliseconds = (value: number): string =>
  value < 100 ? value.toFixed(1) : Math.round(value).toString()

const STAGES = [
  ['embed', 'Embed the query', 'embed'],
  ['filter', 'Apply the filter', 'filter'],
  ['keyword', 'Search the words', 'words'],
  ['vector', 'Search the vectors', 'vectors'],
  ['fuse', 'Fuse and read', 'fuse'],
] as const

/** Honest counts and times of the answer on screen, and the legend of its bars. */
export const RecallSummary = ({ result, memories }: RecallSummaryProps) => {
  const { hits, timings, candidates, weights } = result
  const searched = candidates.filtered ?? memories
  const stages = STAGES.filter(([name]) => name !== 'filter' || candidates.filtered !== null)
  const short = stages.map(([name, , word]) => `${word} ${milliseconds(timings[name])}`).join(', ')
  return (
    <div className={styles.summary}>
      <Tooltip
        text={
          <dl className={styles.stages}>
            {stages.map(([name, label]) => (
              <div key={name}>
                <dt>{label}</dt>
                <dd className="mono">{timings[name].toFixed(2)} ms</dd>
              </div>
            ))}
            <div className={styles.sum}>
              <dt>All; words and vectors run side by side</dt>
              <dd className="mono">{timings.total.toFixed(2)} ms</dd>
            </div>
            <div>
              <dt>Candidates by words</dt>
              <dd className="mono">{formatCount(candidates.keyword)}</dd>
            </div>
            <div>
              <dt>Candidates by vectors</dt>
              <dd className="mono">{formatCount(candidates.vector)}</dd>
            </div>
          </dl>
        }
      >
        <p className={styles.counts} role="status">
          <b>{formatCount(hits.length)}</b>
          {searched !== undefined && (
            <>
              {' of '}
              <b>{formatCount(searched)}</b>
            </>
          )}
          {candidates.filtered !== null &&
            memories !== undefined &&
            `, filtered from ${formatCount(memories)},`}
          <span className={styles.times}>
            {' in '}
            <b>{milliseconds(timings.total)} ms</b>
            <span className={styles.short}>: {short}</span>
          </span>
        </p>
      </Tooltip>
      <ul className={styles.legend} aria-label="Weights of this answer">
        {heardSignals(weights).map(({ name, label, color }) => (
          <li key={name}>
            <span className={styles.swatch} style={{ background: color }} aria-hidden />
            {label} <span className={styles.weight}>{formatWeight(weights[name])}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
