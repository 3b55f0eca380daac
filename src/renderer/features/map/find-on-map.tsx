import { useDeferredValue, useMemo, useState } from 'react'
import { SearchField } from '#ui/search-field'
import { classNames } from '../../ui/class-names.ts'
import { formatCount } from '../../ui/format-number.ts'
import styles from './find-on-map.module.css'
import type { MapData } from './map-data.ts'

interface FindOnMapProps {
  readonly data: MapData
  readonly onFound: (point: number) => void
}

const SHOWN = 8
const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Points whose title or coordinate has all of the words. */
const findPoints = (data: MapData, query: string): readonly number[] => {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found: number[] = []
  for (let i = 0; i < data.count; i++) {
    const text = fold(`${data.titleAt(i)} ${data.coordinateAt(i).join(',')}`)
    if (words.every((word) => text.includes(word))) found.push(i)
  }
  return found
}

/** Finds what is on the map and flies there. */
export const FindOnMap = ({ data, onFound }: FindOnMapProps) => {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query)
  const found = useMemo(() => findPoints(data, asked), [data, asked])
  const go = (point: number | undefined): void => {
    if (point === undefined) return
    onFound(point)
    setQuery('')
  }
  const list = found.slice(0, SHOWN)
  return (
    <div className={styles.find}>
      <SearchField
        label="Find on the map"
        placeholder="Find on the map"
        shortcut="/"
        value={query}
        onChange={(next) => {
          setQuery(next)
          setAt(0)
        }}
        // Enter may come before the list has followed the last letter.
        onSubmit={() => go(asked === query ? list[at] : findPoints(data, query)[0])}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (by === undefined || list.length === 0) return
          event.preventDefault()
          setAt((at + by + list.length) % list.length)
        }}
        trailing={query !== '' && <span className={styles.count}>{formatCount(found.length)}</span>}
      />
      {query !== '' && (
        <div className={styles.list} role="listbox" aria-label="Found on the map">
          {list.map((point, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the arrows and Enter of the field choose
            <div
              key={point}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              className={classNames(styles.option, i === at && styles.active)}
              onPointerMove={() => setAt(i)}
              onClick={() => go(point)}
            >
              <span className="truncate">{data.titleAt(point)}</span>
              <span className={classNames('mono', styles.place)}>{data.coordinateAt(point).join(', ')}</span>
            </div>
          ))}
          {found.length === 0 && <p className={styles.none}>Nothing on the map has these words.</p>}
        </div>
      )}
    </div>
  )
}
