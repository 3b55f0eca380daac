import type { RecallResult } from '#contract/recall'
import { Tooltip } from '#ui/tooltip'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { timesOf } from './funnel.ts'
import styles from './recall-summary.module.css'
import { formatWeight, heardSignals } from './signals.ts'
import { StageBar, StageRows } from './stage-times.tsx'
import { useSpokenAnswer } from './use-spoken-answer.ts'

const t = wordsOf('recall')

interface RecallSummaryProps {
  readonly result: RecallResult
  /** Living memories of the namespace. */
  readonly memories: number | undefined
}

const milliseconds = (value: number): string =>
  value < 100 ? formatFixed(value, 1) : Math.round(value).toString()

/** Honest counts and times of the answer on screen, and the legend of its bars. */
export const RecallSummary = ({ result, memories }: RecallSummaryProps) => {
  const { hits, timings, candidates, weights } = result
  useSpokenAnswer(result)
  const searched = candidates.filtered ?? memories
  const timeline = timesOf(result)
  return (
    <div className={styles.summary}>
      <Tooltip
        text={
          <div className={styles.tip}>
            <p className={styles.sum}>
              <span>{t('time')}</span>
              <span className="mono">{t('totalMs', { total: formatFixed(timings.total, 2) })}</span>
            </p>
            <StageRows timeline={timeline} />
            <dl className={styles.stages}>
              <div>
                <dt>{t('candidatesByWords')}</dt>
                <dd className="mono">{formatCount(candidates.keyword)}</dd>
              </div>
              <div>
                <dt>{t('candidatesByVectors')}</dt>
                <dd className="mono">{formatCount(candidates.vector)}</dd>
              </div>
            </dl>
          </div>
        }
      >
        <p className={styles.counts}>
          <b>{formatCount(hits.length)}</b>
          {searched !== undefined && (
            <>
              {t('of')}
              <b>{formatCount(searched)}</b>
            </>
          )}
          {candidates.filtered !== null &&
            memories !== undefined &&
            t('filteredFromMemories', { memories: formatCount(memories) })}
          <span className={styles.times}>
            {t('in')}
            <b>{t('totalMs', { total: milliseconds(timings.total) })}</b>
            <span className={styles.short}>
              <StageBar timeline={timeline} />
            </span>
          </span>
        </p>
      </Tooltip>
      <ul className={styles.legend} aria-label={t('weightsOfThisAnswer')}>
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
