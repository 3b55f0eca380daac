import { type ReactElement, useState } from 'react'
import { ContextMenu } from '#ui/context-menu'
import type { MenuItem } from '../ui/menu-item.ts'
import type { Coordinate } from '../workspace/location.ts'
import { useMemoryItems } from './use-memory-items.ts'

interface MemoryMenuProps {
  /** A memory of the present namespace. */
  readonly coordinate: Coordinate
  /** What only this list does with it. */
  readonly own?: readonly MenuItem[]
  /** There is no memory. */
  readonly disabled?: boolean
  /** One element that takes a ref and props. */
  readonly children: ReactElement
}

/** The menu of a memory that a list shows. */
export const MemoryMenu = ({ coordinate, own = [], disabled = false, children }: MemoryMenuProps) => {
  const [wasOpen, setWasOpen] = useState(false)
  const items = useMemoryItems({ coordinate: wasOpen && !disabled ? coordinate : null, own })
  return (
    <ContextMenu items={items} disabled={disabled} onOpenChange={(isOpen) => isOpen && setWasOpen(true)}>
      {children}
    </ContextMenu>
  )
}
