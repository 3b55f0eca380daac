import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './find-field.module.css'
import { formatCount } from './format-number.ts'
import { SearchField } from './search-field.tsx'

interface FindFieldProps<T extends string | number> {
  readonly label: string
  readonly listLabel: string
  /** What is said where nothing is found. */
  readonly none: string
  /** All that have the words, best first; a new function where there is other to find. */
  readonly find: (words: readonly string[]) => readonly T[]
  readonly about: (one: T) => { readonly title: ReactNode; readonly coordinate: readonly number[] }
  readonly onFound: (one: T) => void
}

const SHOWN = 8

export const foldForFind = (text: string): string => text.normalize('NFKC').toLowerCase()

const wordsOf = (query: string): string[] => foldForFind(query).split(/\s+/).filter(Boolean)

/** Finds something that is drawn, by words or coordinate: arrows choose, Enter goes there. */
export const FindField = <T extends string | number>(props: FindFieldProps<T>) => {
  const { label, listLabel, none, find, about, onFound } = props
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query)
  const found = useMemo(() => findAll(find, asked), [find, asked])
  const go = (one: T | undefined): void => {
    if (one === undefined) return
    onFound(one)
    setQuery('')
  }
  const list = found.slice(0, SHOWN)
  return (
    <div className={styles.find}>
      <SearchField
        label={label}
        placeholder={label}
        shortcut="/"
        value={query}
        onChange={(next) => {
          setQuery(next)
          setAt(0)
        }}
        // Enter may come before the list has followed the last letter.
        onSubmit={() => go(asked === query ? list[at] : findAll(find, query)[0])}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (by === undefined || list.length === 0) return
          event.preventDefault()
          setAt((at + by + list.length) % list.length)
        }}
        trailing={query !== '' && <span className={styles.count}>{formatCount(found.length)}</span>}
      />
      {query !== '' && (
        <div className={styles.list} role="listbox" aria-label={listLabel}>
          {list.map((one, i) => {
            const { title, coordinate } = about(one)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows and Enter of the field choose
              <div
                key={one}
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                className={classNames(styles.option, i === at && styles.active)}
                onPointerMove={() => setAt(i)}
                onClick={() => go(one)}
              >
                <span className="truncate" data-private>
                  {title}
                </span>
                <span className={classNames('mono', styles.place)}>{coordinate.join(', ')}</span>
              </div>
            )
          })}
          {found.length === 0 && <p className={styles.none}>{none}</p>}
        </div>
      )}
    </div>
  )
}

const findAll = <T,>(find: (words: readonly string[]) => readonly T[], query: string): readonly T[] => {
  const words = wordsOf(query)
  return words.length === 0 ? [] : find(words)
}
