import {
  Crosshair,
  Hexagon,
  Lasso,
  List,
  Map as MapIcon,
  Maximize,
  Minus,
  Plus,
  Radar,
  RotateCw,
  Spline,
  StepBack,
  StepForward,
} from 'lucide-react'
import type { Command, CommandContext } from '../../commands/command.ts'
import { withParts } from '../../commands/with-parts.ts'
import type { PointView } from '../../point-view/point-view.ts'
import { wordsOf } from '../../words/words.ts'
import { mapHandle } from './map-handle.ts'
import { type MapDraft, mapDraft, NEW_SEARCH, type SearchDraft, useMapStore } from './map-store.ts'

const t = wordsOf('map')

type Parts = Omit<Command, 'screen' | 'group'>
const onMap = (parts: Parts): Command => withParts({ group: 'Map', screen: 'map' } as const, parts)

const change = ({ workspace }: CommandContext, part: (draft: MapDraft) => Partial<MapDraft>): void => {
  const { namespace } = workspace
  if (namespace !== null) useMapStore.getState().change(namespace, part(mapDraft(namespace)))
}

const searchIn = ({ workspace }: CommandContext): SearchDraft | null =>
  mapDraft(workspace.namespace ?? '').search

/** No further than the steps that there are, which only the drawing knows; before the first is the first. */
const move = (context: CommandContext, by: 1 | -1): void =>
  change(context, ({ search }) =>
    search === null
      ? {}
      : { search: { ...search, step: Math.min(LAST_STEP, Math.max(0, search.step + by)), isPlaying: false } },
  )

const ofDrawing = (parts: Omit<Parts, 'run' | 'when'>, run: (view: PointView) => void): Command =>
  onMap(
    withParts(parts, {
      when: () => mapHandle.now?.view() != null,
      run: () => {
        const view = mapHandle.now?.view()
        if (view) run(view)
      },
    }),
  )

const CLOSER = 1.6
const LAST_STEP = 5

/** There while the map is. */
export const mapCommands: readonly Command[] = [
  onMap({
    id: 'map-method',
    get title() {
      return t('showThePlaneOrUMAP')
    },
    shortcut: 'U',
    icon: MapIcon,
    keywords: ['projection', 'pca'],
    run: (context) => change(context, ({ method }) => ({ method: method === 'pca' ? 'umap' : 'pca' })),
  }),
  onMap({
    id: 'map-renew',
    get title() {
      return t('makeTheMapAnew')
    },
    icon: RotateCw,
    when: () => mapHandle.now !== null,
    run: () => mapHandle.now?.renew(),
  }),
  onMap({
    id: 'map-list',
    get title() {
      return t('showTheMapAsAList')
    },
    shortcut: 'V',
    icon: List,
    keywords: ['table', 'accessible'],
    run: (context) => change(context, ({ list }) => ({ list: !list })),
  }),
  onMap({
    id: 'map-search',
    get title() {
      return t('drawASearchOnTheMap')
    },
    shortcut: 'S',
    icon: Radar,
    keywords: ['trace', 'beam', 'centroid'],
    run: (context) => change(context, ({ search }) => ({ search: search ? null : NEW_SEARCH })),
  }),
  onMap({
    id: 'map-step-back',
    get title() {
      return t('stepBackInTheSearch')
    },
    shortcut: ',',
    icon: StepBack,
    when: (context) => searchIn(context) !== null,
    run: (context) => move(context, -1),
  }),
  onMap({
    id: 'map-step-on',
    get title() {
      return t('stepOnInTheSearch')
    },
    shortcut: '.',
    icon: StepForward,
    when: (context) => searchIn(context) !== null,
    run: (context) => move(context, 1),
  }),
  onMap({
    id: 'map-lists',
    get title() {
      return t('drawTheLists')
    },
    shortcut: 'I',
    icon: Hexagon,
    keywords: ['centroids', 'voronoi'],
    run: (context) => change(context, ({ lists }) => ({ lists: !lists })),
  }),
  onMap({
    id: 'map-near',
    get title() {
      return t('drawLinesToTheNearest')
    },
    shortcut: 'N',
    icon: Spline,
    run: (context) => change(context, ({ near }) => ({ near: !near })),
  }),
  onMap({
    id: 'map-fly',
    get title() {
      return t('flyToTheOpenMemory')
    },
    shortcut: 'G',
    icon: Crosshair,
    when: ({ workspace }) => workspace.at !== null && mapHandle.now?.view() != null,
    run: () => mapHandle.now?.flyToOpen(),
  }),
  onMap({
    id: 'map-lasso',
    get title() {
      return t('chooseWithALasso')
    },
    shortcut: 'L',
    icon: Lasso,
    when: () => mapHandle.now?.view() != null,
    run: () => mapHandle.now?.toggleLasso(),
  }),
  ofDrawing(
    {
      id: 'map-fit',
      get title() {
        return t('fitTheMap')
      },
      shortcut: 'F',
      icon: Maximize,
    },
    (view) => view.fit(),
  ),
  ofDrawing(
    {
      id: 'map-zoom-in',
      get title() {
        return t('zoomIn')
      },
      shortcut: '+',
      icon: Plus,
    },
    (view) => view.zoom(CLOSER),
  ),
  ofDrawing(
    {
      id: 'map-zoom-out',
      get title() {
        return t('zoomOut')
      },
      shortcut: '-',
      icon: Minus,
    },
    (view) => view.zoom(1 / CLOSER),
  ),
]
