import { Check, ChevronRight, Ellipsis } from 'lucide-react'
import type { DropdownMenu } from 'radix-ui'
import { type KeyboardEvent, useState } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { useLiveKeys } from './live-keys.ts'
import styles from './menu.module.css'
import type { MenuItem } from './menu-item.ts'

/** Both kinds of menu have the same parts under the same names. */
type Parts = Pick<
  typeof DropdownMenu,
  'Item' | 'CheckboxItem' | 'Separator' | 'Label' | 'Sub' | 'SubTrigger' | 'SubContent' | 'Portal'
>

interface MenuItemsProps {
  readonly parts: Parts
  readonly items: readonly MenuItem[]
}

export const MenuItems = ({ parts, items }: MenuItemsProps) => {
  const [more, setMore] = useState<OpenMore | null>(null)
  return items.map((item) => <OneItem key={item.id} {...{ parts, item, more, setMore }} />)
}

/** The one menu of a row that is open. */
interface OpenMore {
  readonly id: string
  /** It was asked for, and stays while the pointer crosses other rows on its way there. */
  readonly isPinned: boolean
}

interface MoreState {
  readonly more: OpenMore | null
  readonly setMore: (more: OpenMore | null) => void
}

const ItemKeys = ({ keys }: { readonly keys: string | undefined }) => {
  const live = useLiveKeys(keys)
  return live && <Kbd keys={live} />
}

const OneItem = (props: MoreState & { readonly parts: Parts; readonly item: MenuItem }) => {
  const { parts, item, more, setMore } = props
  switch (item.kind) {
    case 'line':
      return <parts.Separator className={styles.line} />
    case 'title':
      return <parts.Label className={styles.title}>{item.label}</parts.Label>
    case 'check':
      return (
        <parts.CheckboxItem
          className={styles.item}
          checked={item.checked}
          disabled={item.disabled ?? false}
          onCheckedChange={item.run}
          // Several are often switched in one go.
          onSelect={(event) => event.preventDefault()}
        >
          <span className={styles.icon}>{item.checked && <Check size={14} aria-hidden />}</span>
          <span className={styles.label}>{item.label}</span>
        </parts.CheckboxItem>
      )
    case 'submenu':
      return (
        <parts.Sub>
          <parts.SubTrigger className={styles.item}>
            <span className={styles.icon}>{item.icon && <item.icon size={16} aria-hidden />}</span>
            <span className={styles.label}>{item.label}</span>
            <ChevronRight size={14} aria-hidden />
          </parts.SubTrigger>
          <parts.Portal>
            <parts.SubContent className={styles.menu} sideOffset={4} collisionPadding={8}>
              <MenuItems parts={parts} items={item.items} />
            </parts.SubContent>
          </parts.Portal>
        </parts.Sub>
      )
    default:
      return item.more ? (
        <RowWithMore {...{ parts, item, more, setMore }} own={item.more} />
      ) : (
        <parts.Item {...plain(item)}>
          <Inside item={item} />
        </parts.Item>
      )
  }
}

type PlainItem = Extract<MenuItem, { readonly run: () => void }>

const plain = (item: PlainItem) => ({
  className: classNames(styles.item, item.danger && styles.danger),
  disabled: item.disabled ?? false,
  onSelect: () => item.run(),
})

const Inside = ({ item }: { readonly item: PlainItem }) => (
  <>
    <span className={styles.icon}>{item.icon && <item.icon size={16} aria-hidden />}</span>
    <span className={styles.label}>{item.label}</span>
    {item.detail && <span className={styles.detail}>{item.detail}</span>}
    <ItemKeys keys={item.shortcut} />
  </>
)

interface RowWithMoreProps extends MoreState {
  readonly parts: Parts
  readonly item: PlainItem
  readonly own: NonNullable<PlainItem['more']>
}

/**
 * A row that is chosen, and at its end three dots with a menu of its own. A right click, the menu key, Shift+F10 or the
 * arrow to the right open it from the row, and the arrows up and down walk from row to row.
 */
const RowWithMore = ({ parts, item, own, more, setMore }: RowWithMoreProps) => {
  const mine = more?.id === item.id ? more : null
  const pin = (): void => setMore({ id: item.id, isPinned: true })
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)
    if (event.key === 'ArrowRight' || isMenuKey) pin()
    else if (event.key === 'ArrowDown') focusRow(event.currentTarget, 1)
    else if (event.key === 'ArrowUp') focusRow(event.currentTarget, -1)
    else return
    event.preventDefault()
  }
  return (
    <div className={styles.pair} data-open={mine !== null || undefined}>
      <parts.Item
        {...plain(item)}
        onKeyDown={press}
        onContextMenu={(event) => {
          event.preventDefault()
          pin()
        }}
      >
        <Inside item={item} />
      </parts.Item>
      <parts.Sub
        open={mine !== null}
        onOpenChange={(isOpen) => setMore(isOpen ? { id: item.id, isPinned: false } : null)}
      >
        <parts.SubTrigger className={classNames(styles.item, styles.more)} aria-label={own.label} data-more>
          <Ellipsis size={16} aria-hidden />
        </parts.SubTrigger>
        <parts.Portal>
          <parts.SubContent
            className={styles.menu}
            sideOffset={4}
            collisionPadding={8}
            onFocusOutside={(event) => mine?.isPinned && event.preventDefault()}
          >
            <MenuItems parts={parts} items={own.items} />
          </parts.SubContent>
        </parts.Portal>
      </parts.Sub>
    </div>
  )
}

const focusRow = (from: HTMLElement, by: 1 | -1): void => {
  const rows = [
    ...(from
      .closest('[role="menu"]')
      ?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([data-more], [data-disabled])') ?? []),
  ]
  rows.at((rows.indexOf(from) + by) % rows.length)?.focus()
}
