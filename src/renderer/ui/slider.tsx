import { Slider as Radix } from 'radix-ui'
import styles from './slider.module.css'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  /** When the hand lets go. */
  readonly onCommit?: (value: number) => void
  readonly min?: number
  readonly max?: number
  readonly step?: number
  /** A custom property such as `var(--signal-vector)`. */
  readonly color?: string
  readonly disabled?: boolean
  /** What the value is called, where its number says too little. */
  readonly text?: string
}

export const Slider = (props: SliderProps) => {
  const {
    label,
    value,
    onChange,
    onCommit,
    min = 0,
    max = 1,
    step = 0.01,
    color,
    disabled = false,
    text,
  } = props
  return (
    <Radix.Root
      className={styles.slider}
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      onValueCommit={([next]) => next !== undefined && onCommit?.(next)}
    >
      <Radix.Track className={styles.track}>
        <Radix.Range className={styles.range} style={color ? { background: color } : undefined} />
      </Radix.Track>
      <Radix.Thumb className={styles.thumb} aria-label={label} aria-valuetext={text} />
    </Radix.Root>
  )
}
