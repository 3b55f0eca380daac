import { Network } from 'lucide-react'
import type { RecallResult } from '#contract/recall'
import { Button } from '#ui/button'
import { NumberField } from '#ui/number-field'
import { Popover } from '#ui/popover'
import { Switch } from '#ui/switch'
import { formatCount } from '../../ui/format-number.ts'
import styles from './index-popover.module.css'
import { AUTO_EFFORT, isEffortSet, type RecallSettings } from './recall-settings.ts'

interface IndexPopoverProps {
  readonly value: RecallSettings
  /** How the last answer went through the index, where that was asked. */
  readonly trace: RecallResult['trace'] | undefined
  readonly onChange: (part: Partial<RecallSettings>) => void
}

const MOST = 1_000_000

const title = (value: RecallSettings): string => {
  if (value.exact) return 'Exact'
  return isEffortSet(value) ? 'Index changed' : 'Index'
}

const auto = (taken: number | undefined): string =>
  taken === undefined ? 'auto' : `auto: ${formatCount(taken)}`

/** How hard the vectors are searched: by the index, by it with other numbers, or all of them. */
export const IndexPopover = ({ value, trace, onChange }: IndexPopoverProps) => {
  const { exact, effort } = value
  const taken = trace?.vector?.effort
  return (
    <Popover
      label="Index"
      align="end"
      trigger={
        <Button variant={exact || isEffortSet(value) ? 'quiet' : 'plain'} size="small" icon={Network}>
          {title(value)}
        </Button>
      }
    >
      <div className={styles.index}>
        <Switch
          label="Compare with every vector"
          checked={exact}
          onChange={(next) => onChange({ exact: next })}
        />
        <div className={styles.numbers}>
          <NumberField
            label="Beam width"
            optional
            disabled={exact}
            min={1}
            max={MOST}
            value={effort.beamWidth}
            placeholder={auto(effort.beamWidth === null ? taken?.beamWidth : undefined)}
            onChange={(beamWidth) => onChange({ effort: { ...effort, beamWidth: whole(beamWidth) } })}
          />
          <NumberField
            label="Most candidates"
            optional
            disabled={exact}
            min={1}
            max={MOST}
            value={effort.maxCandidates}
            placeholder={auto(effort.maxCandidates === null ? taken?.maxCandidates : undefined)}
            onChange={(maxCandidates) =>
              onChange({ effort: { ...effort, maxCandidates: whole(maxCandidates) } })
            }
          />
        </div>
        <p className={styles.note}>
          {exact
            ? 'Finds the nearest for certain, and takes as long as there are vectors.'
            : 'More lists opened and more candidates compared find more and take longer.'}
        </p>
        <div className={styles.foot}>
          <Button
            size="small"
            disabled={!exact && !isEffortSet(value)}
            onClick={() => onChange({ exact: false, effort: AUTO_EFFORT })}
          >
            Back to auto
          </Button>
        </div>
      </div>
    </Popover>
  )
}

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value))
