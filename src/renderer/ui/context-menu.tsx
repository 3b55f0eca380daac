import { ContextMenu as Radix } from 'radix-ui'
import type { ReactElement } from 'react'
import styles from './menu.module.css'
import type { MenuItem } from './menu-item.ts'
import { MenuItems } from './menu-items.tsx'

interface ContextMenuProps {
  readonly items: readonly MenuItem[]
  /** One element that takes a ref and props. */
  readonly children: ReactElement
  /** The browser's own menu comes instead. */
  readonly disabled?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

/** Right click, the menu key or Shift+F10. */
export const ContextMenu = ({ items, children, disabled = false, onOpenChange }: ContextMenuProps) => (
  <Radix.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
    <Radix.Trigger asChild disabled={disabled}>
      {children}
    </Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className={styles.menu} collisionPadding={8} loop>
        <MenuItems parts={Radix} items={items} />
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
