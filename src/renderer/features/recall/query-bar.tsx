import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { SearchField } from '#ui/search-field'
import { QueryMenu } from './query-menu.tsx'

interface QueryBarProps {
  readonly query: string
  readonly history: readonly string[]
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onChange: (query: string) => void
  /** Enter, or arrow down: into the results. */
  readonly onEnter: () => void
}

/**
 * The box. Arrow up goes back through earlier queries and arrow down forward again, as in a shell; from the query that
 * was being typed, arrow down goes on into the results.
 */
export const QueryBar = ({ query, history, inputRef, onChange, onEnter }: QueryBarProps) => {
  // Where in the history the box stands, and what was typed before it went there.
  const [open, setOpen] = useState(false)
  const walk = useRef<{ index: number; typed: string; shown: string } | null>(null)

  const step = (by: 1 | -1) => {
    const now = walk.current?.shown === query ? walk.current : null
    const others = history.filter((one) => one !== (now?.typed ?? query).trim())
    const index = (now?.index ?? -1) + by
    const typed = now?.typed ?? query
    const shown = index < 0 ? typed : others[index]
    if (shown === undefined) return
    walk.current = index < 0 ? null : { index, typed, shown }
    onChange(shown)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    if (event.altKey && event.key !== 'ArrowDown') return
    if (event.altKey) setOpen(true)
    else if (event.key === 'ArrowUp') step(1)
    else if (event.key === 'ArrowDown' && walk.current?.shown === query) step(-1)
    else if (event.key === 'ArrowDown') onEnter()
    else return
    event.preventDefault()
  }
  return (
    <SearchField
      ref={inputRef}
      large
      autoFocus
      label="Query"
      placeholder="What would the agent ask?"
      shortcut="/"
      value={query}
      onChange={onChange}
      onSubmit={onEnter}
      onKeyDown={press}
      trailing={<QueryMenu history={history} open={open} onOpen={setOpen} onQuery={onChange} />}
    />
  )
}
