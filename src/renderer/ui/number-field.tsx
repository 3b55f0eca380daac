import { type FocusEvent, useState } from 'react'
import { flushSync } from 'react-dom'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { Field, type FieldProps } from './field.tsx'
import { formatTyped, formatTyping, parseTyped } from './typed-number.ts'

interface NumberFieldProps extends FieldProps {
  readonly value: number | null
  /** Called with usable values only: null when emptied, if `optional`. */
  readonly onChange: (value: number | null) => void
  readonly min?: number
  readonly max?: number
  readonly step?: number
  readonly unit?: string
  readonly optional?: boolean
  readonly disabled?: boolean
  readonly placeholder?: string
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value))

/** Steps in floating point leave 0.30000000000000004; ten places are more than a person types. */
const tidy = (value: number): number => Number(value.toFixed(10))

/** What a field shows of its number, which is another text while it has the focus. */
const useShown = (value: number | null) => {
  const [isIn, setIsIn] = useState(false)
  const come = ({ currentTarget: field }: FocusEvent<HTMLInputElement>): void => {
    const before = field.value
    // At once: who puts the focus here and then types, or chooses a part of the text, means the one that is there then.
    flushSync(() => setIsIn(true))
    // Tab has chosen all of the one before. After a click all is chosen too, and the next one puts the caret.
    if (field.value !== before) field.select()
  }
  const shown = value === null ? '' : isIn ? formatTyping(value) : formatTyped(value)
  return { shown, come, go: () => setIsIn(false) }
}

/** As the language writes numbers. Typed text is kept as typed until it is left; arrows step, with Shift by ten. */
export const NumberField = (props: NumberFieldProps) => {
  const { value, onChange, unit, optional = false, disabled, placeholder } = props
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step = 1 } = props
  const [typed, setTyped] = useState<string | null>(null)
  const { shown, come, go } = useShown(value)

  const accept = (text: string): void => {
    setTyped(text)
    const number = parseTyped(text)
    if (text.trim() === '') {
      if (optional) onChange(null)
    } else if (Number.isFinite(number) && number >= min && number <= max) onChange(number)
  }
  const leave = (): void => {
    const number = parseTyped(typed ?? '')
    if (typed?.trim() && Number.isFinite(number)) onChange(clamp(number, min, max))
    setTyped(null)
    go()
  }
  const stepBy = (by: number): void => {
    setTyped(null)
    onChange(tidy(clamp((value ?? 0) + by, min, max)))
  }
  return (
    <Field label={props.label} hideLabel={props.hideLabel ?? false} hint={props.hint} error={props.error}>
      {(control) => (
        <div className={styles.box}>
          <input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            disabled={disabled}
            placeholder={placeholder}
            className={classNames('mono', styles.mono)}
            value={typed ?? shown}
            onFocus={come}
            onChange={(event) => accept(event.target.value)}
            onBlur={leave}
            onKeyDown={(event) => {
              const sign = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
              if (sign === 0) return
              event.preventDefault()
              stepBy(sign * step * (event.shiftKey ? 10 : 1))
            }}
          />
          {unit && <span className={styles.unit}>{unit}</span>}
        </div>
      )}
    </Field>
  )
}
