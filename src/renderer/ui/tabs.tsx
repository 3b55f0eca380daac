import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { formatCount } from './format-number.ts'
import styles from './tabs.module.css'

interface TabsProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly onChange: (value: T) => void
  readonly items: readonly { readonly id: T; readonly label: string; readonly count?: number | undefined }[]
  /** What the chosen tab shows. */
  readonly children: ReactNode
}

export const Tabs = <T extends string>({ label, value, onChange, items, children }: TabsProps<T>) => (
  <Radix.Root className={styles.tabs} value={value} onValueChange={(next) => onChange(next as T)}>
    <Radix.List className={styles.list} aria-label={label}>
      {items.map(({ id, label: name, count }) => (
        <Radix.Trigger key={id} value={id} className={styles.tab}>
          {name}
          {count !== undefined && <span className={styles.count}>{formatCount(count)}</span>}
        </Radix.Trigger>
      ))}
    </Radix.List>
    <Radix.Content value={value} className={styles.content} tabIndex={-1}>
      {children}
    </Radix.Content>
  </Radix.Root>
)
