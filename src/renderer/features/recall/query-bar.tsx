import { History } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useRef } from 'react'
import { IconButton } from '#ui/icon-button'
import { Menu } from '#ui/menu'
import { SearchField } from '#ui/search-field'

interface QueryBarProps {
  readonly query: string
  readonly history: readonly string[]
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onChange: (query: string) => void
  /** Enter, or arrow down: into the results. */
  readonly onEnter: () => void
}

const MENU_LENGTH = 12

/**
 * The box. Arrow up goes back through earlier queries and arrow down forward again, as in a shell; from the query that
 * was being typed, arrow down goes on into the results.
 */
export const QueryBar = ({ query, history, inputRef, onChange, onEnter }: QueryBarProps) => {
  // Where in the history the box stands, and what was typed before it went there.
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
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowUp') step(1)
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
      trailing={
        history.length > 0 && (
          <Menu
            align="end"
            trigger={<IconButton icon={History} size="small" label="Earlier queries" />}
            items={history.slice(0, MENU_LENGTH).map((text) => ({
              id: text,
              label: text,
              run: () => onChange(text),
            }))}
          />
        )
      }
    />
  )
}
