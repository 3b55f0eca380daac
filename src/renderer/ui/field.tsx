import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'

export interface FieldProps {
  readonly label: string
  /** Hide the label from the eye; it stays the control's name. */
  readonly hideLabel?: boolean
  readonly hint?: string | undefined
  /** Null holds the line free, so that nothing moves when an error comes. */
  readonly error?: string | null | undefined
}

interface FieldFrameProps extends FieldProps {
  readonly children: (control: {
    readonly id: string
    readonly 'aria-describedby': string | undefined
    readonly 'aria-invalid': true | undefined
  }) => ReactNode
}

/** Label above, message below, and the wiring between them that a screen reader needs. */
export const Field = ({ label, hideLabel = false, hint, error, children }: FieldFrameProps) => {
  const id = useId()
  const hasMessage = hint !== undefined || error !== undefined
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': hasMessage ? `${id}-message` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hasMessage && (
        <p id={`${id}-message`} className={classNames(styles.message, error && styles.error)}>
          {error || hint}
        </p>
      )}
    </div>
  )
}
