import { Command as Cmdk } from 'cmdk'
import type { LucideIcon } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import styles from './pick-list.module.css'

export interface PickItem {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  /** At the right end, quiet. */
  readonly detail?: string
  /** On a second line, quiet. */
  readonly under?: string
}

interface PickListProps {
  /** Of the field. */
  readonly label: string
  readonly placeholder: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly groups: readonly { readonly title: string; readonly items: readonly PickItem[] }[]
  readonly onPick: (id: string) => void
  /** Where nothing matches. */
  readonly empty: ReactNode
  /** Keys that the list does not use itself, with the item that is chosen. */
  readonly onKey?: (event: KeyboardEvent, id: string | null) => void
  /** Under the list, for what can be done with the chosen one. */
  readonly footer?: (id: string | null) => ReactNode
}

/** A field and the list that it narrows down, walked with the arrows: which items there are is up to the caller. */
export const PickList = (props: PickListProps) => {
  const { label, placeholder, query, onQuery, groups, onPick, empty, onKey, footer } = props
  const [chosen, setChosen] = useState('')
  const ids = groups.flatMap(({ items }) => items.map(({ id }) => id))
  const first = ids[0] ?? ''
  const gone = !ids.includes(chosen)
  // Something is always chosen: the first, also when it comes late and others stood there before it. In two steps,
  // because cmdk takes notice of a value only when it changes, and not of one that it does not show yet.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another first item is another list
  useEffect(() => setChosen(''), [first])
  useEffect(() => {
    if (gone) setChosen(first)
  }, [gone, first])
  const at = gone ? null : chosen
  return (
    <Cmdk
      label={label}
      loop
      shouldFilter={false}
      value={chosen}
      onValueChange={setChosen}
      className={styles.pick}
      onKeyDown={(event) => onKey?.(event, at)}
    >
      <Cmdk.Input
        autoFocus
        className={styles.input}
        placeholder={placeholder}
        value={query}
        onValueChange={onQuery}
      />
      <Cmdk.List className={styles.list} label={label}>
        {ids.length === 0 && <div className={styles.empty}>{empty}</div>}
        {groups
          .filter(({ items }) => items.length > 0)
          .map(({ title, items }) => (
            <Cmdk.Group key={title} heading={title} className={styles.group}>
              {items.map((item) => (
                <PickRow key={item.id} item={item} onPick={onPick} />
              ))}
            </Cmdk.Group>
          ))}
      </Cmdk.List>
      {footer && <div className={styles.footer}>{footer(at)}</div>}
    </Cmdk>
  )
}

const PickRow = ({ item, onPick }: { readonly item: PickItem; readonly onPick: (id: string) => void }) => (
  <Cmdk.Item value={item.id} className={styles.item} onSelect={() => onPick(item.id)}>
    {item.icon && <item.icon size={16} aria-hidden />}
    <span className={styles.words}>
      <span className="truncate" data-private>
        {item.label}
      </span>
      {item.under && (
        <span className={styles.under} data-private>
          {item.under}
        </span>
      )}
    </span>
    {item.detail && <span className={styles.detail}>{item.detail}</span>}
  </Cmdk.Item>
)
