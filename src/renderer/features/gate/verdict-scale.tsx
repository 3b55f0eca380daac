import type { GateVerdict } from '#contract/gate-verdict'
import { classNames } from '../../ui/class-names.ts'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { scaleOf } from './scale.ts'
import styles from './verdict-scale.module.css'

const t = wordsOf('gate')

interface VerdictScaleProps {
  readonly gate: GateVerdict
  readonly quiet?: boolean
}

/** Where the score of a write stands on the way from "said before" to "new", and where the gate stops. */
export const VerdictScale = ({ gate, quiet = false }: VerdictScaleProps) => {
  const { score, threshold, novelty, error } = gate
  const { at, gateAt, passes } = scaleOf(gate)
  const words = t('scoreScoreThresholdThresholdSkipped', {
    score: formatScore(score),
    threshold: formatScore(threshold),
    which: passes ? 'yes' : 'no',
  })
  return (
    <div className={styles.frame}>
      <div className={styles.scale} role="img" aria-label={words}>
        <span className={styles.stopped} style={{ width: `${gateAt}%` }} />
        <span className={styles.gate} style={{ left: `${gateAt}%` }} />
        <span
          className={classNames(styles.score, passes ? styles.kept : styles.skipped)}
          style={{ left: `${at}%` }}
        />
      </div>
      {!quiet && (
        <dl className={styles.figures}>
          <Figure name={t('score')} value={score} />
          <Figure name={t('threshold')} value={threshold} />
          <Figure name={t('novelty2')} value={novelty} />
          <Figure name={t('error')} value={error} />
        </dl>
      )}
    </div>
  )
}

const Figure = ({ name, value }: { readonly name: string; readonly value: number }) => (
  <div>
    <dt>{name}</dt>
    <dd className="mono">{formatScore(value)}</dd>
  </div>
)
