import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command as Cmdk } from 'cmdk'
import { FileText, MapPin } from 'lucide-react'
import { useDeferredValue } from 'react'
import { CoordinateLabel } from '#ui/coordinate-label'
import { useSomaQueries } from '../api/client-context.tsx'
import { type Coordinate, coordinateKey, parseCoordinate } from '../workspace/location.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'
import styles from './palette.module.css'

/** Fewer letters match too much to be worth a look. */
const FROM_LETTERS = 2
const SHOWN = 6

const openMemory = (at: Coordinate): void => {
  closeOverlay()
  const { screen, openMemory: open } = workspace.getState()
  // Settings have no inspector to show it in.
  open(at, screen === 'settings' ? { screen: 'memories' } : {})
}

export const PaletteMemories = ({ query }: { readonly query: string }) => {
  const namespace = useWorkspace((w) => w.namespace)
  const search = useDeferredValue(query.trim())
  const wanted = namespace !== null && search.length >= FROM_LETTERS
  const { data: page } = useQuery({
    ...useSomaQueries().memory.page({ namespace: namespace ?? '', search, limit: SHOWN }),
    enabled: wanted,
    placeholderData: keepPreviousData,
  })
  // `12` may be a word of a memory or a coordinate: both are offered.
  const coordinate = parseCoordinate(query)
  const rows = wanted ? (page?.rows ?? []) : []
  if (!coordinate && rows.length === 0) return null
  return (
    <Cmdk.Group heading="Memories" className={styles.group}>
      {coordinate && (
        <Cmdk.Item value="coordinate" className={styles.item} onSelect={() => openMemory(coordinate)}>
          <span className={styles.icon}>
            <MapPin size={16} aria-hidden />
          </span>
          <span className={styles.title}>Open the memory at {coordinate.join(', ')}</span>
        </Cmdk.Item>
      )}
      {rows.map((row) => (
        <Cmdk.Item
          key={row.id}
          value={`memory/${coordinateKey(row.coordinate)}`}
          className={styles.item}
          onSelect={() => openMemory(row.coordinate)}
        >
          <span className={styles.icon}>
            <FileText size={16} aria-hidden />
          </span>
          <span className={styles.title}>{row.title}</span>
          <CoordinateLabel coordinate={row.coordinate} quiet />
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  )
}
