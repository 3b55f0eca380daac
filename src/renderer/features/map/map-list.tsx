import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { CoordinateLabel } from '#ui/coordinate-label'
import { TypeBadge } from '#ui/type-badge'
import { classNames } from '../../ui/class-names.ts'
import { formatPlural } from '../../ui/format-number.ts'
import type { MapActions } from './map-actions.ts'
import type { MapData } from './map-data.ts'
import styles from './map-list.module.css'

interface MapListProps {
  readonly data: MapData
  readonly actions: MapActions
  readonly isShown: (point: number) => boolean
  readonly about: (point: number) => string
}

const ROW = 44

/** The points as rows, region by region: for who cannot see the drawing, and for who would rather read. */
export const MapList = ({ data, actions, isShown, about }: MapListProps) => {
  const rows = useMemo(() => {
    const all = Array.from({ length: data.count }, (_, i) => i).filter(isShown)
    return all.sort((a, b) => (data.points.topic[a] as number) - (data.points.topic[b] as number) || a - b)
  }, [data, isShown])
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  })
  const move = (to: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, to))
    setAt(next)
    virtual.scrollToIndex(next)
  }
  const press = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    }[event.key]
    const row = rows[at]
    if (to !== undefined) move(to)
    else if (event.key === 'Enter' && row !== undefined) actions.open(data.coordinateAt(row))
    else return
    event.preventDefault()
  }
  return (
    <div
      ref={scroller}
      className={styles.list}
      role="listbox"
      tabIndex={0}
      aria-label={`The map as a list: ${formatPlural(rows.length, 'memory', 'memories')}`}
      aria-activedescendant={rows[at] === undefined ? undefined : `map-row-${at}`}
      onKeyDown={press}
    >
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const point = rows[index] as number
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the list
            // biome-ignore lint/a11y/useFocusableInteractive: likewise
            <div
              key={point}
              id={`map-row-${index}`}
              role="option"
              aria-selected={index === at}
              aria-posinset={index + 1}
              aria-setsize={rows.length}
              className={classNames(styles.row, index === at && styles.active)}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                setAt(index)
                actions.open(data.coordinateAt(point))
              }}
            >
              <span className={styles.words}>
                <span className="truncate">{data.titleAt(point)}</span>
                <span className={classNames('truncate', styles.about)}>{about(point)}</span>
              </span>
              <TypeBadge type={data.points.type[point] === 1 ? 'semantic' : 'episodic'} />
              <CoordinateLabel coordinate={data.coordinateAt(point)} quiet />
            </div>
          )
        })}
      </div>
    </div>
  )
}
