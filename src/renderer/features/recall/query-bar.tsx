import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import { SearchField } from '#ui/search-field'
import { wordsOf } from '../../words/words.ts'
import { QueryMenu } from './query-menu.tsx'
import { useQueryMenu } from './query-menu-store.ts'
import type { RecallDraft } from './recall-store.ts'

const t = wordsOf('recall')

interface QueryBarProps {
  readonly namespace: string
  readonly draft: RecallDraft
  readonly history: readonly string[]
  readonly inputRef: RefObject<HTMLInputElement | null>
  readonly onChange: (part: Partial<RecallDraft>) => void
  /** Enter, or arrow down: into the results. */
  readonly onEnter: () => void
}

/** A menu or dialog that was opened while the screen was still being read would close if the box took the focus. */
const nothingElseHasIt = (): boolean => !document.activeElement?.closest('[role=menu], [role=dialog]')

/**
 * The box. Arrow up goes back through earlier queries and arrow down forward again, as in a shell; from the query that
 * was being typed, arrow down goes on into the results, and with Alt into the menu of all queries.
 */
export const QueryBar = ({ namespace, draft, history, inputRef, onChange, onEnter }: QueryBarProps) => {
  const { query } = draft
  const openMenu = useQueryMenu((state) => state.open)
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
    onChange({ query: shown })
  }
  const [takesFocus] = useState(nothingElseHasIt)
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    if (event.altKey && event.key !== 'ArrowDown') return
    if (event.altKey) openMenu({ show: 'list' })
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
      isPrivate
      autoFocus={takesFocus}
      label={t('query')}
      placeholder={t('whatWouldTheAgentAsk')}
      shortcut="/"
      value={query}
      onChange={(text) => onChange({ query: text })}
      onSubmit={onEnter}
      onKeyDown={press}
      trailing={<QueryMenu namespace={namespace} draft={draft} history={history} onChange={onChange} />}
    />
  )
}
