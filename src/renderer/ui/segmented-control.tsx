import type { LucideIcon } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import styles from './segmented-control.module.css'

interface SegmentedControlProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly options: readonly {
    readonly value: T
    readonly label: string
    readonly icon?: LucideIcon
    readonly disabled?: boolean
  }[]
}

export const SegmentedControl = <T extends string>(props: SegmentedControlProps<T>) => (
  <ToggleGroup.Root
    type="single"
    className={styles.group}
    aria-label={props.label}
    value={props.value}
    // A click on the chosen one would choose none.
    onValueChange={(next) => next && props.onChange(next as T)}
  >
    {props.options.map(({ value, label, icon: Icon, disabled = false }) => (
      <ToggleGroup.Item key={value} value={value} disabled={disabled} className={styles.item}>
        {Icon && <Icon size={14} aria-hidden />}
        {label}
      </ToggleGroup.Item>
    ))}
  </ToggleGroup.Root>
)
