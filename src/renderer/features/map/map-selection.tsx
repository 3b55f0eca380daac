import { Pin, PinOff, Table2, Trash2, Waypoints, X } from 'lucide-react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { BulkLink } from '../../bulk-link/bulk-link.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { type MapActions, MOST_IN_GRAPH } from './map-actions.ts'
import type { MapData } from './map-data.ts'
import styles from './map-screen.module.css'

const t = wordsOf('map')

interface MapSelectionProps {
  readonly namespace: string
  readonly data: MapData
  readonly selection: readonly Coordinate[]
  readonly actions: MapActions
  readonly readOnly: boolean
}

/** More than that are not linked with one by hand. */
const MOST_LINKED = 500

/** What can be done with what is chosen. */
export const MapSelection = ({ namespace, data, selection, actions, readOnly }: MapSelectionProps) => {
  if (selection.length < 2) return null
  const chosen =
    selection.length > MOST_LINKED
      ? []
      : selection.map((coordinate) => {
          const i = data.indexOf(coordinate)
          return { coordinate, title: i === null ? coordinate.join(', ') : data.titleAt(i) }
        })
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('selection')}>
      <span className={styles.chosen}>{t('countChosen', { count: selection.length })}</span>
      <Button variant="plain" size="small" icon={Table2} onClick={actions.showInMemories}>
        {t('openInMemories')}
      </Button>
      <Button variant="plain" size="small" icon={Waypoints} onClick={actions.showInGraph}>
        {selection.length > MOST_IN_GRAPH
          ? t('firstInGraph', { count: formatCount(MOST_IN_GRAPH) })
          : t('openInGraph')}
      </Button>
      {chosen.length > 0 && (
        <BulkLink namespace={namespace} chosen={chosen} typeNames={[]} disabled={readOnly} />
      )}
      <IconButton
        icon={Pin}
        size="small"
        label={t('pin')}
        disabled={readOnly}
        onClick={() => actions.pin(true)}
      />
      <IconButton
        icon={PinOff}
        size="small"
        label={t('unpin')}
        disabled={readOnly}
        onClick={() => actions.pin(false)}
      />
      <IconButton
        icon={Trash2}
        size="small"
        label={t('deleteCountMemories', { count: formatCount(selection.length) })}
        disabled={readOnly}
        onClick={actions.remove}
      />
      <IconButton
        icon={X}
        size="small"
        label={t('chooseNothing')}
        shortcut="Escape"
        onClick={() => actions.choose([])}
      />
    </div>
  )
}
