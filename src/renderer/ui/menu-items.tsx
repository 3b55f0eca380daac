import { Check, ChevronRight } from 'lucide-react'
import type { DropdownMenu } from 'radix-ui'
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

export const MenuItems = ({ parts, items }: MenuItemsProps) =>
  items.map((item) => <OneItem key={item.id} parts={parts} item={item} />)

const ItemKeys = ({ keys }: { readonly keys: string | undefined }) => {
  const live = useLiveKeys(keys)
  return live && <Kbd keys={live} />
}

const OneItem = ({ parts, item }: { readonly parts: Parts; readonly item: MenuItem }) => {
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
      return (
        <parts.Item
          className={classNames(styles.item, item.danger && styles.danger)}
          disabled={item.disabled ?? false}
          onSelect={() => item.run()}
        >
          <span className={styles.icon}>{item.icon && <item.icon size={16} aria-hidden />}</span>
          <span className={styles.label}>{item.label}</span>
          {item.detail && <span className={styles.detail}>{item.detail}</span>}
          <ItemKeys keys={item.shortcut} />
        </parts.Item>
      )
  }
}
