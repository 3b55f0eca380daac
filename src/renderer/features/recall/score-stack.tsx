import type { Hit, Weights } from '#contract/recall'
import { Tooltip } from '#ui/tooltip'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { PartsTable } from './parts-table.tsx'
import styles from './score-stack.module.css'
import { SIGNALS } from './signals.ts'

const t = wordsOf('recall')

interface ScoreStackProps {
  readonly hit: Hit
  readonly weights: Weights
}

/**
 * The parts of a score, one after the other, on a scale from 0 to 1: weights sum to 1 and every signal is brought to
 * [0, 1], so a full bar is a memory that is best by all of them. The scale never changes, so bars compare between
 * queries and do not jump while somebody types.
 */
export const ScoreStack = ({ hit, weights }: ScoreStackProps) => {
  const parts = new Map(hit.parts.map((part) => [part.signal, part.part]))
  const words = SIGNALS.filter(({ name }) => parts.has(name))
    .map(({ name, label }) => `${label} ${formatScore(parts.get(name) ?? 0)}`)
    .join(', ')
  return (
    <Tooltip side="left" text={<PartsTable hit={hit} weights={weights} narrow />}>
      <div
        className={styles.stack}
        role="img"
        aria-label={t('scoreScoreWords', { score: formatScore(hit.score), words })}
      >
        {SIGNALS.map(({ name, color }) => (
          <span
            key={name}
            className={styles.part}
            style={{ width: `${Math.max(0, parts.get(name) ?? 0) * 100}%`, background: color }}
          />
        ))}
        <span className={styles.scale} aria-hidden />
      </div>
    </Tooltip>
  )
}
