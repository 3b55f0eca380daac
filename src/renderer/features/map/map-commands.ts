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
import type { PointView } from '../../point-view/point-view.ts'
import { mapHandle } from './map-handle.ts'
import { type MapDraft, mapDraft, NEW_SEARCH, type SearchDraft, useMapStore } from './map-store.ts'

type Parts = Omit<Command, 'screen' | 'group'>
const onMap = (parts: Parts): Command => ({ group: 'Map', screen: 'map', ...parts })

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
  onMap({
    ...parts,
    when: () => mapHandle.now?.view() != null,
    run: () => {
      const view = mapHandle.now?.view()
      if (view) run(view)
    },
  })

const CLOSER = 1.6
const LAST_STEP = 5

/** There while the map is. */
export const mapCommands: readonly Command[] = [
  onMap({
    id: 'map-method',
    title: 'Show the plane, or UMAP',
    shortcut: 'U',
    icon: MapIcon,
    keywords: ['projection', 'pca'],
    run: (context) => change(context, ({ method }) => ({ method: method === 'pca' ? 'umap' : 'pca' })),
  }),
  onMap({
    id: 'map-renew',
    title: 'Make the map anew',
    icon: RotateCw,
    when: () => mapHandle.now !== null,
    run: () => mapHandle.now?.renew(),
  }),
  onMap({
    id: 'map-list',
    title: 'Show the map as a list or as a drawing',
    shortcut: 'V',
    icon: List,
    keywords: ['table', 'accessible'],
    run: (context) => change(context, ({ list }) => ({ list: !list })),
  }),
  onMap({
    id: 'map-search',
    title: 'Draw a search on the map',
    shortcut: 'S',
    icon: Radar,
    keywords: ['trace', 'beam', 'centroid'],
    run: (context) => change(context, ({ search }) => ({ search: search ? null : NEW_SEARCH })),
  }),
  onMap({
    id: 'map-step-back',
    title: 'Step back in the search',
    shortcut: ',',
    icon: StepBack,
    when: (context) => searchIn(context) !== null,
    run: (context) => move(context, -1),
  }),
  onMap({
    id: 'map-step-on',
    title: 'Step on in the search',
    shortcut: '.',
    icon: StepForward,
    when: (context) => searchIn(context) !== null,
    run: (context) => move(context, 1),
  }),
  onMap({
    id: 'map-lists',
    title: 'Draw the lists of the index',
    shortcut: 'I',
    icon: Hexagon,
    keywords: ['centroids', 'voronoi'],
    run: (context) => change(context, ({ lists }) => ({ lists: !lists })),
  }),
  onMap({
    id: 'map-near',
    title: 'Draw lines to the nearest of the open memory, or none',
    shortcut: 'N',
    icon: Spline,
    run: (context) => change(context, ({ near }) => ({ near: !near })),
  }),
  onMap({
    id: 'map-fly',
    title: 'Fly to the open memory',
    shortcut: 'G',
    icon: Crosshair,
    when: ({ workspace }) => workspace.at !== null && mapHandle.now?.view() != null,
    run: () => mapHandle.now?.flyToOpen(),
  }),
  onMap({
    id: 'map-lasso',
    title: 'Choose with a lasso',
    shortcut: 'L',
    icon: Lasso,
    when: () => mapHandle.now?.view() != null,
    run: () => mapHandle.now?.toggleLasso(),
  }),
  ofDrawing({ id: 'map-fit', title: 'Fit the map', shortcut: 'F', icon: Maximize }, (view) => view.fit()),
  ofDrawing({ id: 'map-zoom-in', title: 'Zoom in', shortcut: '+', icon: Plus }, (view) => view.zoom(CLOSER)),
  ofDrawing({ id: 'map-zoom-out', title: 'Zoom out', shortcut: '-', icon: Minus }, (view) =>
    view.zoom(1 / CLOSER),
  ),
]
