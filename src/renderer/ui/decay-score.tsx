import { wordsOf } from '../words/words.ts'
import styles from './decay-score.module.css'
import { formatScore } from './format-number.ts'
import { placeParts, type SignedPart } from './signed-parts.ts'
import { Tooltip } from './tooltip.tsx'

const t = wordsOf('ui')

interface Parts {
  readonly age: number
  readonly idle: number
  readonly stdp: number
  readonly access: number
  readonly importance: number
}

const TERMS = [
  {
    name: 'age',
    get label() {
      return t('age')
    },
    color: 'var(--signal-vector)',
  },
  {
    name: 'idle',
    get label() {
      return t('timeUnused')
    },
    color: 'var(--signal-keyword)',
  },
  {
    name: 'stdp',
    get label() {
      return t('justUsed')
    },
    color: 'var(--signal-recency)',
  },
  {
    name: 'access',
    get label() {
      return t('timesRecalled')
    },
    color: 'var(--signal-graph)',
  },
  {
    name: 'importance',
    get label() {
      return t('importance')
    },
    color: 'var(--signal-importance)',
  },
] as const

const termsOf = (parts: Parts): readonly SignedPart[] =>
  TERMS.map(({ name, label, color }) => ({ label, color, value: parts[name] }))

interface DecayScoreProps {
  readonly parts: Parts
  readonly score: number
  readonly threshold: number
}

/** What each term of the score adds or takes away, with the sum. */
export const DecayScoreTable = ({ parts, score, threshold }: DecayScoreProps) => (
  <dl className={styles.table}>
    {termsOf(parts).map(({ label, value, color }) => [
      <dt key={label} className={styles.name}>
        <span className={styles.swatch} style={{ background: color }} />
        {label}
      </dt>,
      <dd key={`${label} value`} className="mono">
        {formatScore(value)}
      </dd>,
    ])}
    <dt className={styles.sum}>{t('score')}</dt>
    <dd className={`mono ${styles.sum}`}>{formatScore(score)}</dd>
    <dt>{t('decaysAbove')}</dt>
    <dd className="mono">{formatScore(threshold)}</dd>
  </dl>
)

/** The same as a bar around zero; the exact values are in its tooltip. */
export const DecayScoreBar = ({ parts, score, threshold }: DecayScoreProps) => {
  const terms = termsOf(parts)
  const { zero, placed } = placeParts(terms)
  const words = terms.map(({ label, value }) => `${label} ${formatScore(value)}`).join(', ')
  return (
    <Tooltip side="left" text={<DecayScoreTable parts={parts} score={score} threshold={threshold} />}>
      <div
        className={styles.bar}
        role="img"
        aria-label={t('scoreScoreWords', { score: formatScore(score), words })}
      >
        {placed.map(({ label, color, start, width }) => (
          <span
            key={label}
            className={styles.part}
            style={{ left: `${start * 100}%`, width: `${width * 100}%`, background: color }}
          />
        ))}
        {placed.length > 0 && <span className={styles.zero} style={{ left: `${zero * 100}%` }} />}
      </div>
    </Tooltip>
  )
}

export const DecayScoreLegend = () => (
  <ul className={styles.legend} aria-label={t('partsOfTheScore')}>
    {TERMS.map(({ label, color }) => (
      <li key={label}>
        <span className={styles.swatch} style={{ background: color }} />
        {label}
      </li>
    ))}
  </ul>
)
