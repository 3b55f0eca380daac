import type { RecallResult } from '#contract/recall'
import { Tooltip } from '#ui/tooltip'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './recall-summary.module.css'
import { formatWeight, heardSignals } from './signals.ts'
import { useSpokenAnswer } from './use-spoken-answer.ts'

const t = wordsOf('recall')

interface RecallSummaryProps {
  readonly result: RecallResult
  /** Living memories of the namespace. */
  readonly memories: number | undefined
}

const milliseconds = (value: number): string =>
  value < 100 ? formatFixed(value, 1) : Math.round(value).toString()

const STAGES = [
  ['embed', 'embedTheQuery', 'stageEmbed'],
  ['filter', 'applyTheFilter', 'stageFilter'],
  ['keyword', 'searchTheWords', 'stageWords'],
  ['vector', 'searchTheVectors', 'stageVectors'],
  ['fuse', 'fuseAndRead', 'stageFuse'],
] as const

/** Honest counts and times of the answer on screen, and the legend of its bars. */
export const RecallSummary = ({ result, memories }: RecallSummaryProps) => {
  const { hits, timings, candidates, weights } = result
  useSpokenAnswer(result)
  const searched = candidates.filtered ?? memories
  const stages = STAGES.filter(([name]) => name !== 'filter' || candidates.filtered !== null)
  const short = stages.map(([name, , word]) => `${t(word)} ${milliseconds(timings[name])}`).join(', ')
  return (
    <div className={styles.summary}>
      <Tooltip
        text={
          <dl className={styles.stages}>
            {stages.map(([name, label]) => (
              <div key={name}>
                <dt>{t(label)}</dt>
                <dd className="mono">{t('timingsMs', { timings: formatFixed(timings[name], 2) })}</dd>
              </div>
            ))}
            <div className={styles.sum}>
              <dt>{t('allWordsAndVectorsRun')}</dt>
              <dd className="mono">{t('totalMs', { total: formatFixed(timings.total, 2) })}</dd>
            </div>
            <div>
              <dt>{t('candidatesByWords')}</dt>
              <dd className="mono">{formatCount(candidates.keyword)}</dd>
            </div>
            <div>
              <dt>{t('candidatesByVectors')}</dt>
              <dd className="mono">{formatCount(candidates.vector)}</dd>
            </div>
          </dl>
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
            <span className={styles.short}>: {short}</span>
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
