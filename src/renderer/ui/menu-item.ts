import type { LucideIcon } from 'lucide-react'

/** A menu is data. Groups are parted by a line; `submenu` opens to the side. */
export type MenuItem =
  | {
      readonly kind?: 'item'
      readonly id: string
      readonly label: string
      readonly icon?: LucideIcon
      readonly shortcut?: string | undefined
      /** At the right end, quiet: a count, a value. */
      readonly detail?: string
      readonly danger?: boolean
      readonly disabled?: boolean
      readonly run: () => void
      /** What else can be done with what the row names: its own menu, behind three dots at the end of the row. */
      readonly more?: { readonly label: string; readonly items: readonly MenuItem[] }
    }
  | {
      readonly kind: 'check'
      readonly id: string
      readonly label: string
      readonly checked: boolean
      readonly disabled?: boolean
      readonly run: (checked: boolean) => void
    }
  | { readonly kind: 'line'; readonly id: string }
  | { readonly kind: 'title'; readonly id: string; readonly label: string }
  | {
      readonly kind: 'submenu'
      readonly id: string
      readonly label: string
      readonly icon?: LucideIcon
      readonly items: readonly MenuItem[]
    }
