import { ContextMenu as Radix } from 'radix-ui'
import type { MouseEvent, ReactElement } from 'react'
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

const RIGHT = 2

/**
 * The menu key opens a menu in the middle of what has the focus. Of a list that names the row where the keyboard is, that row
 * is meant, as if it had been clicked.
 */
const meanTheRow = (event: MouseEvent): void => {
  const list = event.target as Element
  const row = document.getElementById(list.getAttribute('aria-activedescendant') ?? '')
  if (event.button === RIGHT || row === null) return
  event.preventDefault()
  event.stopPropagation()
  const { left, bottom } = row.getBoundingClientRect()
  const at = { clientX: left + MENU_INDENT, clientY: bottom }
  row.dispatchEvent(
    new window.MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: RIGHT, ...at }),
  )
}
const MENU_INDENT = 24

/** Right click, the menu key or Shift+F10. */
export const ContextMenu = ({ items, children, disabled = false, onOpenChange }: ContextMenuProps) => (
  <Radix.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
    <Radix.Trigger asChild disabled={disabled} onContextMenuCapture={meanTheRow}>
      {children}
    </Radix.Trigger>
    <Radix.Portal>
      <Radix.Content className={styles.menu} collisionPadding={8} loop>
        <MenuItems parts={Radix} items={items} />
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
)
