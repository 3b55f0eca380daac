import { formatScore } from './format-number.ts'
import styles from './score-bar.module.css'

export type ScoreSignal = 'vector' | 'keyword' | 'importance' | 'recency'

interface ScoreBarProps {
  /** Shares that sum to the score, in any order; they are drawn in the order below. */
  readonly parts: readonly { readonly signal: ScoreSignal; readonly part: number }[]
  /** The score that fills the width: the best of the list, so that bars compare. */
  readonly max: number
  readonly thick?: boolean
}

const ORDER: readonly ScoreSignal[] = ['vector', 'keyword', 'importance', 'recency']

/** Stacked shares of a score. The order is always the same, so place alone tells the parts apart. */
export const ScoreBar = ({ parts, max, thick = false }: ScoreBarProps) => {
  const shares = ORDER.map((signal) => ({
    signal,
    part: parts.find((one) => one.signal === signal)?.part ?? 0,
  }))
  const score = shares.reduce((sum, { part }) => sum + part, 0)
  const words = shares.map(({ signal, part }) => `${signal} ${formatScore(part)}`).join(', ')
  return (
    <div
      className={styles.bar}
      data-thick={thick || undefined}
      role="img"
      aria-label={`Score ${formatScore(score)}: ${words}`}
    >
      {shares.map(({ signal, part }) => (
        <div
          key={signal}
          className={styles[signal]}
          style={{ width: `${max > 0 ? (Math.max(0, part) / max) * 100 : 0}%` }}
        />
      ))}
    </div>
  )
}
