import { Hexagon, List, Map as MapIcon, Radar, RotateCw, Spline } from 'lucide-react'
import type { MapMethod } from '#contract/map'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import { FindOnMap } from './find-on-map.tsx'
import type { MapData } from './map-data.ts'
import { COLOR_NAMES, type MapColor } from './map-look.ts'
import styles from './map-screen.module.css'
import { type MapDraft, NEW_SEARCH } from './map-store.ts'

interface MapHeadProps {
  readonly data: MapData | null
  readonly draft: MapDraft
  /** How many memories are newer than the map now, and how many of it are gone. */
  readonly newer: number
  readonly busy: boolean
  readonly onChange: (part: Partial<MapDraft>) => void
  readonly onRenew: () => void
  readonly onFound: (point: number) => void
}

const COLORS = (Object.keys(COLOR_NAMES) as MapColor[]).map((value) => ({ value, label: COLOR_NAMES[value] }))

/** How the map is made, what its colours mean, and how much of what there is it shows. */
export const MapHead = (props: MapHeadProps) => {
  const { data, draft, newer, busy, onChange, onRenew, onFound } = props
  return (
    <header className={styles.head}>
      <SegmentedControl<MapMethod>
        label="How the map is made"
        value={draft.method}
        options={[
          { value: 'pca', label: 'Plane' },
          { value: 'umap', label: 'UMAP' },
        ]}
        onChange={(method) => onChange({ method })}
      />
      <div className={styles.color}>
        <Select<MapColor>
          label="Colour by"
          hideLabel
          value={draft.color}
          options={COLORS}
          onChange={(color) => onChange({ color })}
        />
      </div>
      {data && <FindOnMap data={data} onFound={onFound} />}
      {data && <Counts data={data} newer={newer} busy={busy} onRenew={onRenew} />}
      <div className={styles.views} role="toolbar" aria-label="Beside the map">
        <IconButton
          icon={draft.list ? MapIcon : List}
          label={draft.list ? 'As a drawing' : 'As a list'}
          shortcut="V"
          pressed={draft.list}
          onClick={() => onChange({ list: !draft.list })}
        />
        <IconButton
          icon={Radar}
          label="Draw a search"
          shortcut="S"
          pressed={draft.search !== null}
          onClick={() => onChange({ search: draft.search ? null : NEW_SEARCH })}
        />
        <IconButton
          icon={Hexagon}
          label="Lists of the index"
          shortcut="I"
          pressed={draft.lists}
          onClick={() => onChange({ lists: !draft.lists })}
        />
        <IconButton
          icon={Spline}
          label="Lines to the nearest"
          shortcut="N"
          pressed={draft.near}
          onClick={() => onChange({ near: !draft.near })}
        />
        <IconButton icon={RotateCw} label="Make the map anew" disabled={busy} onClick={onRenew} />
      </div>
    </header>
  )
}

interface CountsProps {
  readonly data: MapData
  readonly newer: number
  readonly busy: boolean
  readonly onRenew: () => void
}

const Counts = ({ data, newer, busy, onRenew }: CountsProps) => {
  const { map, count } = data
  const { living, laidOut, method, explained } = map
  const sampled = method === 'umap' && laidOut < count - newer
  const how = [
    method === 'pca'
      ? `The plane holds ${Math.round(explained * 100)}% of the variance: distances are true along it, the rest is not seen.`
      : '',
    sampled
      ? `UMAP laid out a sample of ${formatCount(laidOut)}; the others were put beside their nearest among them.`
      : '',
    method === 'umap' ? 'Neighbours stay together; distances between groups mean little.' : '',
  ]
  return (
    <p className={styles.counts} role="status" title={how.filter(Boolean).join(' ')}>
      {count < living ? (
        <>
          Showing <b>{formatCount(count)}</b> of {formatPlural(living, 'memory', 'memories')}
        </>
      ) : (
        <>
          <b>{formatCount(count)}</b> {count === 1 ? 'memory' : 'memories'}
        </>
      )}
      {method === 'pca' && count > 2 && <span>, {Math.round(explained * 100)}% of the variance</span>}
      {sampled && <span>, {formatCount(laidOut)} laid out, the rest beside their nearest</span>}
      {newer > 0 && (
        <>
          <span>, {formatCount(newer)} newer than this map</span>
          <Button variant="plain" size="small" disabled={busy} onClick={onRenew}>
            Renew
          </Button>
        </>
      )}
    </p>
  )
}
