import { Slider as Radix } from 'radix-ui'
import styles from './slider.module.css'

interface RangeSliderProps {
  /** Of the lower and the upper end. */
  readonly labels: readonly [string, string]
  /** What the ends are called to who does not see them. */
  readonly texts: readonly [string, string]
  readonly value: readonly [number, number]
  readonly onChange: (value: readonly [number, number]) => void
  readonly min: number
  readonly max: number
  readonly step: number
}

/** Two ends on one line, dragged or moved by the arrows. */
export const RangeSlider = (props: RangeSliderProps) => {
  const { labels, texts, value, onChange, min, max, step } = props
  return (
    <Radix.Root
      className={styles.slider}
      value={[...value]}
      min={min}
      max={max}
      step={step}
      onValueChange={([from, until]) => from !== undefined && until !== undefined && onChange([from, until])}
    >
      <Radix.Track className={styles.track}>
        <Radix.Range className={styles.range} />
      </Radix.Track>
      <Radix.Thumb className={styles.thumb} aria-label={labels[0]} aria-valuetext={texts[0]} />
      <Radix.Thumb className={styles.thumb} aria-label={labels[1]} aria-valuetext={texts[1]} />
    </Radix.Root>
  )
}
