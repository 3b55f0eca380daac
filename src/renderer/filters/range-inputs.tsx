import { Button } from '#ui/button'
import { DateField } from '#ui/date-field'
import { NumberField } from '#ui/number-field'
import { SegmentedControl } from '#ui/segmented-control'
import { TextField } from '#ui/text-field'
import { wordsOf } from '../words/words.ts'
import type { Draft } from './condition-draft.ts'
import styles from './condition-form.module.css'

const t = wordsOf('filters')

interface RangeInputsProps {
  readonly kind: 'importance' | 'time' | 'box'
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
}

const DAY = 86_400
const PRESETS = [
  {
    get label() {
      return t('lastHour')
    },
    seconds: DAY / 24,
  },
  {
    get label() {
      return t('day')
    },
    seconds: DAY,
  },
  {
    get label() {
      return t('week')
    },
    seconds: 7 * DAY,
  },
  {
    get label() {
      return t('n30Days')
    },
    seconds: 30 * DAY,
  },
] as const

const TIMES = [
  {
    value: 'timestamp',
    get label() {
      return t('time')
    },
  },
  {
    value: 'created',
    get label() {
      return t('created')
    },
  },
  {
    value: 'updated',
    get label() {
      return t('updated')
    },
  },
] as const

export const RangeInputs = ({ kind, draft, onChange }: RangeInputsProps) => {
  if (kind === 'importance') {
    return (
      <div className={styles.pair}>
        <NumberField label={t('atLeast')} optional value={draft.min} onChange={(min) => onChange({ min })} />
        <NumberField label={t('atMost')} optional value={draft.max} onChange={(max) => onChange({ max })} />
      </div>
    )
  }
  if (kind === 'box') {
    return (
      <div className={styles.pair}>
        <TextField
          label={t('lowestCorner')}
          mono
          placeholder="0, 0"
          value={draft.boxMin}
          onChange={(boxMin) => onChange({ boxMin })}
        />
        <TextField
          label={t('highestCorner')}
          mono
          placeholder="10, 10"
          value={draft.boxMax}
          onChange={(boxMax) => onChange({ boxMax })}
        />
      </div>
    )
  }
  const since = (seconds: number) => onChange({ from: Math.floor(Date.now() / 1000 - seconds), to: null })
  return (
    <>
      <SegmentedControl
        label={t('whichTime')}
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
      <DateField label={t('from')} value={draft.from} onChange={(from) => onChange({ from })} />
      <DateField label={t('to')} value={draft.to} onChange={(to) => onChange({ to })} />
    </>
  )
}
