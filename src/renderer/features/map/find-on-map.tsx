import { useCallback } from 'react'
import { FindField, foldForFind } from '#ui/find-field'
import { wordsOf } from '../../words/words.ts'
import type { MapData } from './map-data.ts'

const t = wordsOf('map')

interface FindOnMapProps {
  readonly data: MapData
  readonly onFound: (point: number) => void
}

/** Points whose title or coordinate has all of the words. */
const findPoints = (data: MapData, words: readonly string[]): readonly number[] => {
  const found: number[] = []
  for (let i = 0; i < data.count; i++) {
    const text = foldForFind(`${data.titleAt(i)} ${data.coordinateAt(i).join(',')}`)
    if (words.every((word) => text.includes(word))) found.push(i)
  }
  return found
}

/** Finds what is on the map and flies there. */
export const FindOnMap = ({ data, onFound }: FindOnMapProps) => (
  <FindField
    label={t('findOnTheMap')}
    listLabel={t('foundOnTheMap')}
    none={t('nothingHasTheseWords')}
    find={useCallback((words) => findPoints(data, words), [data])}
    about={(point) => ({ title: data.titleAt(point), coordinate: data.coordinateAt(point) })}
    onFound={onFound}
  />
)
