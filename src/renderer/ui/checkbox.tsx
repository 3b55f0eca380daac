import { Check, Minus } from 'lucide-react'
import { Checkbox as Radix } from 'radix-ui'
import { useId } from 'react'
import styles from './checkbox.module.css'

interface CheckboxProps {
  readonly label: string
  readonly hideLabel?: boolean
  readonly checked: boolean | 'indeterminate'
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

export const Checkbox = ({
  label,
  hideLabel = false,
  checked,
  onChange,
  disabled = false,
}: CheckboxProps) => {
  const id = useId()
  return (
    <span className={styles.checkbox}>
      <Radix.Root
        id={id}
        className={styles.box}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next === true)}
      >
        <Radix.Indicator className={styles.sign}>
          {checked === 'indeterminate' ? <Minus size={12} /> : <Check size={12} />}
        </Radix.Indicator>
      </Radix.Root>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
    </span>
  )
}
