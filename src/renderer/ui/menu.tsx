import { DropdownMenu } from 'radix-ui'
import type { ReactElement } from 'react'
import styles from './menu.module.css'
import type { MenuItem } from './menu-item.ts'
import { MenuItems } from './menu-items.tsx'

interface MenuProps {
  /** One element that takes a ref and props: a Button or an IconButton. */
  readonly trigger: ReactElement
  readonly items: readonly MenuItem[]
  readonly align?: 'start' | 'end'
  readonly side?: 'bottom' | 'top' | 'right'
}

// Not modal: a modal menu locks the page's scrolling with a style element, which the security policy forbids.
export const Menu = ({ trigger, items, align = 'start', side = 'bottom' }: MenuProps) => (
  <DropdownMenu.Root modal={false}>
    <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={styles.menu}
        align={align}
        side={side}
        sideOffset={4}
        collisionPadding={8}
        loop
      >
        <MenuItems parts={DropdownMenu} items={items} />
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  </DropdownMenu.Root>
)
