import { Button } from '#ui/button'
import { NumberField } from '#ui/number-field'
import { SegmentedControl } from '#ui/segmented-control'
import { TextField } from '#ui/text-field'
import { type Draft, localText } from './condition-draft.ts'
import styles from './condition-form.module.css'

interface RangeInputsProps {
  readonly kind: 'importance' | 'time' | 'box'
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
}

const DAY = 86_400
const PRESETS = [
  { label: 'Last hour', seconds: DAY / 24 },
  { label: 'Day', seconds: DAY },
  { label: 'Week', seconds: 7 * DAY },
  { label: '30 days', seconds: 30 * DAY },
] as const

const TIMES = [
  { value: 'timestamp', label: 'Time' },
  { value: 'created', label: 'Created' },
  { value: 'updated', label: 'Updated' },
] as const

export const RangeInputs = ({ kind, draft, onChange }: RangeInputsProps) => {
  if (kind === 'importance') {
    return (
      <div className={styles.pair}>
        <NumberField label="At least" optional value={draft.min} onChange={(min) => onChange({ min })} />
        <NumberField label="At most" optional value={draft.max} onChange={(max) => onChange({ max })} />
      </div>
    )
  }
  if (kind === 'box') {
    return (
      <div className={styles.pair}>
        <TextField
          label="Lowest corner"
          mono
          placeholder="0, 0"
          value={draft.boxMin}
          onChange={(boxMin) => onChange({ boxMin })}
        />
        <TextField
          label="Highest corner"
          mono
          placeholder="10, 10"
          value={draft.boxMax}
          onChange={(boxMax) => onChange({ boxMax })}
        />
      </div>
    )
  }
  const since = (seconds: number) => onChange({ from: localText(Date.now() / 1000 - seconds), to: '' })
  return (
    <>
      <SegmentedControl
        label="Which time"
        value={draft.timeOf}
        onChange={(timeOf) => onChange({ timeOf })}
        options={TIMES}
      />
      <div className={styles.presets}>
        {PRESETS.map(({ label, seconds }) => (
          <Button key={label} size="small" onClick={() => since(seconds)}>
            {label}
          </Button>
        ))}
      </div>
      <TextField
        label="From"
        type="datetime-local"
        step={1}
        value={draft.from}
        onChange={(from) => onChange({ from })}
      />
      <TextField
        label="To"
        type="datetime-local"
        step={1}
        value={draft.to}
        onChange={(to) => onChange({ to })}
      />
    </>
  )
}
