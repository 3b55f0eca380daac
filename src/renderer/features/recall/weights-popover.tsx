import { SlidersHorizontal } from 'lucide-react'
import type { Weights } from '#contract/recall'
import { Button } from '#ui/button'
import { Popover } from '#ui/popover'
import { Slider } from '#ui/slider'
import { classNames } from '../../ui/class-names.ts'
import { formatWeight, SIGNALS } from './signals.ts'
import styles from './weights-popover.module.css'

interface WeightsPopoverProps {
  /** As set here; null where the settings hold. */
  readonly value: Weights | null
  readonly settings: Weights | undefined
  /** As the last answer used them. */
  readonly effective: Weights | undefined
  readonly onChange: (weights: Weights | null) => void
}

const NONE: Weights = { vector: 0, keyword: 0, graph: 0, context: 0, importance: 0, recency: 0 }

export const WeightsPopover = ({ value, settings, effective, onChange }: WeightsPopoverProps) => {
  const set = value ?? settings ?? NONE
  const used = effective ?? set
  const isSilent = SIGNALS.every(({ name }) => set[name] === 0)
  return (
    <Popover
      label="Weights"
      align="end"
      trigger={
        <Button variant={value ? 'quiet' : 'plain'} size="small" icon={SlidersHorizontal}>
          {value ? 'Weights changed' : 'Weights'}
        </Button>
      }
    >
      <div className={styles.weights}>
        <div className={styles.row}>
          <span />
          <span />
          <span className={styles.head}>set</span>
          <span className={styles.head}>used</span>
        </div>
        {SIGNALS.map(({ name, label, color }) => (
          <div key={name} className={styles.row}>
            <span className={styles.label}>
              <span className={styles.swatch} style={{ background: color }} aria-hidden />
              {label}
            </span>
            <Slider
              label={`Weight of ${label}`}
              value={set[name]}
              color={color}
              onChange={(weight) => onChange({ ...set, [name]: weight })}
            />
            <span className={classNames('mono', styles.number)}>{set[name].toFixed(2)}</span>
            <span className={classNames('mono', styles.number, styles.used)}>{formatWeight(used[name])}</span>
          </div>
        ))}
        <div className={styles.bar} aria-hidden>
          {SIGNALS.map(({ name, color }) => (
            <span key={name} style={{ width: `${used[name] * 100}%`, background: color }} />
          ))}
        </div>
        <p className={styles.note}>
          {isSilent
            ? 'With every weight at nothing, all scores are 0.'
            : 'Used weights sum to 100%. A signal with nothing to say to a query gives its weight to the others.'}
        </p>
        <div className={styles.foot}>
          <Button size="small" disabled={!value} onClick={() => onChange(null)}>
            Back to settings
          </Button>
        </div>
      </div>
    </Popover>
  )
}
