import { create } from 'zustand'
import type { MapMethod, MapProgress } from '#contract/map'
import type { CameraState } from '../../point-view/camera.ts'
import type { MapData } from './map-data.ts'
import type { MapColor } from './map-look.ts'

export interface SearchDraft {
  readonly query: string
  readonly step: number
  readonly isPlaying: boolean
}

/** What the screen remembers of a namespace while the window is open. */
export interface MapDraft {
  readonly method: MapMethod
  readonly color: MapColor
  /** Entries of the legend that are left out, by what colours are of. */
  readonly hidden: ReadonlyMap<MapColor, ReadonlySet<string>>
  /** Whether the legend is unfolded; null leaves it to how much room there is. */
  readonly legend: boolean | null
  /** As a list in place of the drawing. */
  readonly list: boolean
  /** Whether lines lead from the open memory to its nearest. */
  readonly near: boolean
  /** Whether the lists of the index are drawn. */
  readonly lists: boolean
  /** A search that is drawn; null where none is. */
  readonly search: SearchDraft | null
  /** Where the camera was when the screen was left; null shows everything. */
  readonly camera: CameraState | null
}

export const NEW_SEARCH: SearchDraft = { query: '', step: 0, isPlaying: false }

const NEW_DRAFT: MapDraft = {
  method: 'pca',
  color: 'region',
  hidden: new Map(),
  legend: null,
  list: false,
  near: true,
  lists: false,
  search: null,
  camera: null,
}

/** A map that is there, one that is on its way, or both. */
export interface MapLoad {
  readonly data: MapData | null
  readonly progress: MapProgress | null
  /** When what is on its way was begun, by the clock of the page. */
  readonly begunAt: number
  readonly error: unknown
}

export const NO_LOAD: MapLoad = { data: null, progress: null, begunAt: 0, error: null }

interface MapState {
  readonly drafts: ReadonlyMap<string, MapDraft>
  /** By namespace and method. */
  readonly loads: ReadonlyMap<string, MapLoad>
  change(namespace: string, part: Partial<MapDraft>): void
}

export const useMapStore = create<MapState>((set, get) => ({
  drafts: new Map(),
  loads: new Map(),
  change: (namespace, part) =>
    set({ drafts: new Map(get().drafts).set(namespace, { ...mapDraft(namespace), ...part }) }),
}))

export const mapDraft = (namespace: string): MapDraft =>
  useMapStore.getState().drafts.get(namespace) ?? NEW_DRAFT

export const useMapDraft = (namespace: string): MapDraft =>
  useMapStore((state) => state.drafts.get(namespace) ?? NEW_DRAFT)

export const loadKey = (namespace: string, method: MapMethod): string => `${method} ${namespace}`

export const useMapLoad = (namespace: string, method: MapMethod): MapLoad =>
  useMapStore((state) => state.loads.get(loadKey(namespace, method)) ?? NO_LOAD)
