import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FileText, Link2, MapPin } from 'lucide-react'
import { useDeferredValue } from 'react'
import { parseDeepLink } from '#contract/deep-link'
import { useSomaQueries } from '../api/client-context.tsx'
import { wordsOf } from '../words/words.ts'
import { type Coordinate, coordinateKey, parseCoordinate } from '../workspace/location.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'
import { memoriesTitle, type PaletteEntry } from './palette-entry.ts'

const t = wordsOf('shell')

/** Fewer letters match too much to be worth a look. */
const FROM_LETTERS = 2
const SHOWN = 6

const openMemory = (at: Coordinate): void => {
  const { screen, openMemory: open } = workspace.getState()
  // Settings have no inspector to show it in.
  open(at, screen === 'settings' ? { screen: 'memories' } : {})
}

const bare = {
  get group() {
    return memoriesTitle()
  },
  keywords: [],
  shortcut: undefined,
  detail: undefined,
} as const

/** Memories that hold the typed words, found by the store; and the place itself where a coordinate was typed. */
export const useMemoryEntries = (query: string): readonly PaletteEntry[] => {
  const namespace = useWorkspace((w) => w.namespace)
  const search = useDeferredValue(query.trim())
  const wanted = namespace !== null && search.length >= FROM_LETTERS
  const { data: page } = useQuery({
    ...useSomaQueries().memory.page({ namespace: namespace ?? '', search, limit: SHOWN }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  })
  // `12` may be a word of a memory or a coordinate: both are offered.
  const place = parseCoordinate(query)
  const link = parseDeepLink(query.trim())
  const ofLink: readonly PaletteEntry[] = link
    ? [
        {
          ...bare,
          id: 'link',
          title: t('openTheMemoryAtCoordinate', {
            coordinate: link.coordinate.join(', '),
            namespace: link.namespace,
          }),
          icon: Link2,
          run: () =>
            workspace
              .getState()
              .openMemory(link.coordinate, { namespace: link.namespace, screen: 'memories' }),
        },
      ]
    : []
  const ofPlace: readonly PaletteEntry[] = place
    ? [
        {
          ...bare,
          id: 'coordinate',
          title: t('openTheMemoryAtPlace', { place: place.join(', ') }),
          icon: MapPin,
          run: () => openMemory(place),
        },
      ]
    : []
  const rows = wanted ? (page?.rows ?? []) : []
  const ofRows = rows.map(({ title, coordinate }) => ({
    ...bare,
    id: `memory/${coordinateKey(coordinate)}`,
    title,
    icon: FileText,
    detail: coordinate.join(', '),
    run: () => openMemory(coordinate),
  }))
  return [...ofLink, ...ofPlace, ...ofRows]
}
