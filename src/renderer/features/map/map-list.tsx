import { useMemo } from 'react'
import { CoordinateLabel } from '#ui/coordinate-label'
import { RowList } from '#ui/row-list'
import { TypeBadge } from '#ui/type-badge'
import { wordsOf } from '../../words/words.ts'
import type { MapActions } from './map-actions.ts'
import type { MapData } from './map-data.ts'

const t = wordsOf('map')

interface MapListProps {
  readonly data: MapData
  readonly actions: MapActions
  readonly isShown: (point: number) => boolean
  readonly about: (point: number) => string
}

/** The points as rows, region by region: for who cannot see the drawing, and for who would rather read. */
export const MapList = ({ data, actions, isShown, about }: MapListProps) => {
  const rows = useMemo(() => {
    const all = Array.from({ length: data.count }, (_, i) => i).filter(isShown)
    return all.sort((a, b) => (data.points.topic[a] as number) - (data.points.topic[b] as number) || a - b)
  }, [data, isShown])
  return (
    <RowList
      label={t('theMapAsAList', { count: rows.length })}
      rows={rows}
      keyOf={(point) => point}
      content={(point) => ({
        title: data.titleAt(point),
        about: about(point),
        facts: (
          <>
            <TypeBadge type={data.points.type[point] === 1 ? 'semantic' : 'episodic'} />
            <CoordinateLabel coordinate={data.coordinateAt(point)} quiet />
          </>
        ),
      })}
      onOpen={(point) => actions.open(data.coordinateAt(point))}
    />
  )
}
