import type { KeyboardEvent } from 'react'
import type { TableSelection } from './use-table-selection.ts'

interface TableKeysInput {
  readonly selection: TableSelection
  readonly total: number
  readonly perPage: number
  readonly onOpen: (index: number) => void
  readonly onRemove: () => void
  readonly onEdit: (index: number) => void
}

/** The keyboard walk of the table. What it does not use goes on to the shortcuts. */
export const useTableKeys = (input: TableKeysInput) => {
  const { selection, total, perPage, onOpen, onRemove, onEdit } = input
  return (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const at = selection.cursor
    const from = at ?? -1
    const to = {
      ArrowDown: from + 1,
      ArrowUp: at === null ? 0 : at - 1,
      PageDown: from + perPage,
      PageUp: from - perPage,
      Home: 0,
      End: total - 1,
    }[event.key]
    if (to !== undefined) selection.moveTo(to, { extend: event.shiftKey })
    else if (event.key === 'Escape' && selection.isMarked) selection.clear()
    else if (at === null) return
    else if (event.key === 'Enter') onOpen(at)
    else if (event.key === ' ') selection.toggle(at, { byBox: true })
    else if (event.key === 'F2') onEdit(at)
    else if (event.key === 'Delete') onRemove()
    else return
    event.preventDefault()
  }
}
