import { Hexagon, List, Map as MapIcon, Radar, RotateCw, Spline } from 'lucide-react'
import type { MapMethod } from '#contract/map'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { FindOnMap } from './find-on-map.tsx'
import type { MapData } from './map-data.ts'
import { COLORS, colorName, type MapColor } from './map-look.ts'
import styles from './map-screen.module.css'
import { type MapDraft, NEW_SEARCH } from './map-store.ts'

const t = wordsOf('map')

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

/** How the map is made, what its colours mean, and how much of what there is it shows. */
export const MapHead = (props: MapHeadProps) => {
  const { data, draft, newer, busy, onChange, onRenew, onFound } = props
  return (
    <header className={styles.head}>
      <SegmentedControl<MapMethod>
        label={t('howTheMapIsMade')}
        value={draft.method}
        options={[
          { value: 'pca', label: t('plane') },
          { value: 'umap', label: 'UMAP' },
        ]}
        onChange={(method) => onChange({ method })}
      />
      <div className={styles.color}>
        <Select<MapColor>
          label={t('colourBy')}
          hideLabel
          value={draft.color}
          options={COLORS.map((value) => ({ value, label: colorName(value) }))}
          onChange={(color) => onChange({ color })}
        />
      </div>
      {data && <FindOnMap data={data} onFound={onFound} />}
      {data && <Counts data={data} newer={newer} busy={busy} onRenew={onRenew} />}
      <div className={styles.views} role="toolbar" aria-label={t('besideTheMap')}>
        <IconButton
          icon={draft.list ? MapIcon : List}
          label={draft.list ? t('asADrawing') : t('asAList')}
          shortcut="V"
          pressed={draft.list}
          onClick={() => onChange({ list: !draft.list })}
        />
        <IconButton
          icon={Radar}
          label={t('drawASearch')}
          shortcut="S"
          pressed={draft.search !== null}
          onClick={() => onChange({ search: draft.search ? null : NEW_SEARCH })}
        />
        <IconButton
          icon={Hexagon}
          label={t('listsOfTheIndex')}
          shortcut="I"
          pressed={draft.lists}
          onClick={() => onChange({ lists: !draft.lists })}
        />
        <IconButton
          icon={Spline}
          label={t('linesToTheNearest')}
          shortcut="N"
          pressed={draft.near}
          onClick={() => onChange({ near: !draft.near })}
        />
        <IconButton icon={RotateCw} label={t('makeTheMapAnew')} disabled={busy} onClick={onRenew} />
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
  const percent = Math.round(explained * 100)
  const sampled = method === 'umap' && laidOut < count - newer
  const how = [
    method === 'pca' ? t('thePlaneHolds', { percent }) : '',
    sampled ? t('umapLaidOutASample', { laidOut: formatCount(laidOut) }) : '',
    method === 'umap' ? t('neighboursStayTogether') : '',
  ]
  return (
    <p className={styles.counts} role="status" title={how.filter(Boolean).join(' ')}>
      {count < living
        ? t.rich('showingCountOf', { count: formatCount(count), living, b: (inner) => <b>{inner}</b> })
        : t.rich('countOfMemories', { count, b: (inner) => <b>{inner}</b> })}
      {method === 'pca' && count > 2 && <span className={styles.how}>{t('ofTheVariance', { percent })}</span>}
      {sampled && (
        <span className={styles.how}>{t('laidOutTheRest', { laidOut: formatCount(laidOut) })}</span>
      )}
      {newer > 0 && (
        <>
          <span>{t('newerThanThisMap', { newer: formatCount(newer) })}</span>
          <Button variant="plain" size="small" disabled={busy} onClick={onRenew}>
            {t('renew')}
          </Button>
        </>
      )}
    </p>
  )
}
