import { useQuery } from '@tanstack/react-query'
import { Map as MapIcon } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '#ui/button'
import { LostDrawing, NoDrawingNotice } from '#ui/drawing-trouble'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { type GraphPalette, readPalette } from '../../graph-view/palette.ts'
import type { MapLabel } from '../../point-view/map-label.ts'
import type { PointTool } from '../../point-view/point-gestures.ts'
import type { PointView } from '../../point-view/point-view.ts'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { formatDate } from '../../ui/format-time.ts'
import { localNumbers } from '../../ui/local-numbers.ts'
import { useSize } from '../../ui/use-size.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { cancelMap } from './load-map.ts'
import { createMapActions } from './map-actions.ts'
import { MapCanvas } from './map-canvas.tsx'
import { mapCommands } from './map-commands.ts'
import type { MapData } from './map-data.ts'
import { mapHandle } from './map-handle.ts'
import { MapHead } from './map-head.tsx'
import { MapLegend } from './map-legend.tsx'
import { MapList } from './map-list.tsx'
import { mapLook, timeOf } from './map-look.ts'
import { MapProgressView } from './map-progress.tsx'
import styles from './map-screen.module.css'
import { MapSelection } from './map-selection.tsx'
import { type MapDraft, useMapDraft, useMapStore } from './map-store.ts'
import { MapTools } from './map-tools.tsx'
import { NO_NAMES, topicLabels, topicNames } from './map-topics.ts'
import { SearchStrip } from './search-strip.tsx'
import { useMap } from './use-map.ts'
import { useMapRequests } from './use-map-requests.ts'
import { useNearOnMap } from './use-near-on-map.ts'
import { useSearchOnMap } from './use-search-on-map.ts'

const t = wordsOf('map')

export const MapScreen = () => {
  const namespace = useWorkspace((w) => w.namespace)
  useCommands(mapCommands)
  return namespace === null ? null : <NamespaceMap key={namespace} namespace={namespace} />
}

const NamespaceMap = ({ namespace }: { readonly namespace: string }) => {
  const draft = useMapDraft(namespace)
  const change = useCallback(
    (part: Partial<MapDraft>) => useMapStore.getState().change(namespace, part),
    [namespace],
  )
  const { data, load, newer, renew, retry } = useMap(namespace, draft)
  const view = useRef<PointView | null>(null)
  useMapRequests(namespace)
  const found = (point: number): void => {
    view.current?.flyTo(point)
    if (data) workspace.getState().openMemory(data.coordinateAt(point))
  }
  return (
    <section className={styles.screen} aria-label={t('map')}>
      <MapHead
        data={data}
        draft={draft}
        newer={newer}
        busy={load.progress !== null}
        onChange={change}
        onRenew={renew}
        onFound={found}
      />
      {load.progress && (
        <MapProgressView
          progress={load.progress}
          begunAt={load.begunAt}
          onCancel={() => {
            cancelMap(namespace, draft.method)
            if (load.data === null && draft.method === 'umap') change({ method: 'pca' })
          }}
        />
      )}
      <div className={styles.stage}>
        {data && data.count > 0 && (
          <Stage
            namespace={namespace}
            data={data}
            draft={draft}
            view={view}
            onChange={change}
            onRenew={renew}
          />
        )}
        {load.error !== null && (
          <div className={styles.veil}>
            <ErrorState error={load.error} title={t('theMapCouldNotBeMade')} onRetry={retry} />
          </div>
        )}
        {load.error === null && !data && (
          <div className={styles.waiting}>
            <Skeleton lines={6} height={40} label={t('makingTheMap')} />
          </div>
        )}
        {data?.count === 0 && load.error === null && <NoPoints living={data.map.living} onRetry={retry} />}
      </div>
    </section>
  )
}

const NoPoints = ({ living, onRetry }: { readonly living: number; readonly onRetry: () => void }) => (
  <div className={styles.veil}>
    <EmptyState
      icon={MapIcon}
      title={living === 0 ? t('noMemoriesYet') : t('noVectorsYet')}
      detail={living === 0 ? t('theMapShows') : t('theMemoriesHaveNoVectors')}
      action={
        living === 0 ? (
          <Button onClick={() => workspace.getState().go({ screen: 'memories' })}>{t('goToMemories')}</Button>
        ) : (
          <Button onClick={onRetry}>{t('lookAgain')}</Button>
        )
      }
    />
  </div>
)

/** On a smaller stage a legend would hide a good part of the points. */
const ROOMY = { width: 640, height: 560 } as const

interface StageProps {
  readonly namespace: string
  readonly data: MapData
  readonly draft: MapDraft
  readonly view: { current: PointView | null }
  readonly onChange: (part: Partial<MapDraft>) => void
  readonly onRenew: () => void
}

const NONE: ReadonlySet<string> = new Set()
/** A search is read without words over it. */
const NO_LABELS: readonly MapLabel[] = []

const Stage = ({ namespace, data, draft, view, onChange, onRenew }: StageProps) => {
  const { color, list, near, camera } = draft
  const { method } = data.map
  const [tool, setTool] = useState<PointTool>('move')
  const [palette, setPalette] = useState<GraphPalette>(() => readPalette(document.documentElement))
  const [trouble, setTrouble] = useState<'none' | 'lost' | null>(null)
  const [attempt, setAttempt] = useState(0)
  const host = useRef<HTMLDivElement>(null)
  const size = useSize(host)
  const hasRoom = size === null || (size.width >= ROOMY.width && size.height >= ROOMY.height)
  const readOnly = useReadOnly()
  const mutations = useMemoryMutations()
  const at = useWorkspace((w) => w.at)
  const selection = useWorkspace((w) => w.selection)
  const { data: topics } = useQuery(useSomaQueries().map.topics(namespace, method, data.map.madeAt))
  const names = useMemo(() => (topics ? topicNames(topics) : NO_NAMES), [topics])
  const labels = useMemo(() => topicLabels(data, names), [data, names])
  const actions = useMemo(
    () => createMapActions({ namespace, data, mutations }),
    [namespace, data, mutations],
  )
  const chosen = useMemo(
    () => new Set(selection.map((one) => data.indexOf(one)).filter((point) => point !== null)),
    [data, selection],
  )
  const hidden = draft.hidden.get(color) ?? NONE
  const found = useSearchOnMap(namespace, data, draft, onChange)
  const lit = found.drawn ? found.lit : chosen.size > 1 ? chosen : null
  const { look, legend } = useMemo(
    () => mapLook({ data, color, hidden, lit, palette, lists: found.regions, listCount: found.count }),
    [data, color, hidden, lit, palette, found.regions, found.count],
  )
  const open = at === null ? null : data.indexOf(at)
  const nearest = useNearOnMap(namespace, data, near ? at : null)
  const { drawn } = found
  const regions = found.isOutlined ? found.regions : null
  const over = useMemo(
    () => ({ labels: drawn ? NO_LABELS : labels, open, chosen, near: nearest, regions, search: drawn }),
    [labels, open, chosen, nearest, regions, drawn],
  )
  const about = useCallback(
    (point: number): string => aboutPoint(data, draft, names, point),
    [data, draft, names],
  )
  const isShown = useCallback((point: number): boolean => look.colors[point * 4 + 3] !== 0, [look])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the handle asks for what is there when it is used
  useEffect(() => {
    mapHandle.now = {
      view: () => view.current,
      toggleLasso: () => setTool((now) => (now === 'lasso' ? 'move' : 'lasso')),
      flyToOpen: () => open !== null && view.current?.flyTo(open),
      renew: onRenew,
    }
    return () => {
      mapHandle.now = null
    }
  }, [open, onRenew])
  const retry = (): void => {
    setTrouble(null)
    setAttempt(attempt + 1)
  }
  const hide = (keys: ReadonlySet<string>): void =>
    onChange({ hidden: new Map(draft.hidden).set(color, keys) })
  const keysOfAll = legend.kind === 'entries' ? legend.entries.map(({ key }) => key) : []
  const nameOf = (key: string): string =>
    color === 'region'
      ? (names.regions.get(Number(key)) ?? t('regionNumber', { number: Number(key) + 1 }))
      : key
  if (list || trouble === 'none') {
    return (
      <>
        {trouble === 'none' && <NoDrawingNotice what="map" lacks="WebGL 2" onRetry={retry} />}
        <MapList data={data} actions={actions} isShown={isShown} about={about} />
      </>
    )
  }
  return (
    <>
      <div className={styles.scene} data-scene>
        <MapCanvas
          key={attempt}
          data={data}
          look={look}
          over={over}
          tool={tool}
          actions={actions}
          camera={camera}
          label={t('mapOfMemories', { count: data.count })}
          hostRef={host}
          viewRef={view}
          about={about}
          onPalette={setPalette}
          onCamera={(next) => onChange({ camera: next })}
          onTrouble={setTrouble}
        />
        <MapTools tool={tool} view={() => view.current} onTool={setTool} />
        <MapLegend
          color={color}
          legend={legend}
          nameOf={nameOf}
          hidden={hidden}
          isOpen={draft.legend ?? hasRoom}
          onOpen={(legend) => onChange({ legend })}
          onToggle={(key) => hide(hidden.has(key) ? without(hidden, key) : new Set([...hidden, key]))}
          onOnly={(key) =>
            hide(
              hidden.size === keysOfAll.length - 1 && !hidden.has(key)
                ? NONE
                : new Set(keysOfAll.filter((one) => one !== key)),
            )
          }
        />
        <MapSelection
          namespace={namespace}
          data={data}
          selection={selection}
          actions={actions}
          readOnly={readOnly}
        />
      </div>
      {found.count !== null && draft.lists && draft.search === null && (
        <ListsNote count={found.count} sizes={found.regions?.sizes ?? null} />
      )}
      {draft.search && <SearchStrip search={draft.search} found={found} onChange={onChange} />}
      {trouble === 'lost' && (
        <LostDrawing
          detail={t('nothingOfTheMapIsLost')}
          onRetry={retry}
          onList={() => onChange({ list: true })}
        />
      )}
    </>
  )
}

/** How the lists of the index are, while they are drawn. */
const ListsNote = ({ count, sizes }: { readonly count: number; readonly sizes: Uint32Array | null }) => (
  <p className={styles.note} role="status">
    {count === 0 || sizes === null
      ? t('theIndexHasNoLists')
      : t('listsOfUpTo', { count, most: formatCount(Math.max(...sizes)) })}
  </p>
)

const without = (keys: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  new Set([...keys].filter((one) => one !== key))

const threeFigures = localNumbers({
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
  useGrouping: false,
})

/** What is said of a point besides its title: where it belongs, and the value of its colour. */
const aboutPoint = (
  data: MapData,
  { color }: MapDraft,
  { regions, parts }: typeof NO_NAMES,
  point: number,
): string => {
  const { points } = data
  const topic = points.topic[point] as number
  const where = parts.get(topic) ?? regions.get(topic >> 3)
  const value = {
    region: '',
    type: points.type[point] === 1 ? 'semantic' : 'episodic',
    importance: t('importanceValue', { value: threeFigures(points.importance[point] as number) }),
    age: formatDate(timeOf(data, point)),
    outlier: Number.isNaN(points.outlier[point])
      ? ''
      : t('outlierScoreValue', { value: formatFixed(points.outlier[point] as number, 1) }),
    list: '',
  }[color]
  const placed = points.placed[point] === 2 ? t('newerThanTheMap') : ''
  return [data.coordinateAt(point).join(', '), where, value, placed].filter(Boolean).join(' · ')
}
