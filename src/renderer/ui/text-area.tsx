import { Field, type FieldProps } from './field.tsx'
import styles from './text-area.module.css'

interface TextAreaProps extends FieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly rows?: number
  readonly autoFocus?: boolean
  readonly placeholder?: string
}

/** Text of several lines. */
export const TextArea = (props: TextAreaProps) => {
  const { value, onChange, rows = 3, autoFocus = false, placeholder, ...frame } = props
  return (
    <Field {...frame}>
      {(control) => (
        <textarea
          {...control}
          className={styles.area}
          rows={rows}
          value={value}
          placeholder={placeholder}
          // biome-ignore lint/a11y/noAutofocus: only where a dialog opens to be written in
          autoFocus={autoFocus}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
