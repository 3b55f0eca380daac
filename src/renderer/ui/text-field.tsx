import type { InputHTMLAttributes, Ref } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { Field, type FieldProps } from './field.tsx'

interface TextFieldProps
  extends FieldProps,
    Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'className' | 'id'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly mono?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

export const TextField = ({
  label,
  hideLabel = false,
  hint,
  error,
  value,
  onChange,
  mono = false,
  ...rest
}: TextFieldProps) => (
  <Field label={label} hideLabel={hideLabel} hint={hint} error={error}>
    {(control) => (
      <div className={styles.box}>
        <input
          autoComplete="off"
          spellCheck={false}
          {...rest}
          {...control}
          className={classNames(mono && styles.mono)}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    )}
  </Field>
)
