import type { MemoryMutations } from '../../api/memory-mutations.ts'
import { wordsOf } from '../../words/words.ts'
import { requestGraph } from '../../workspace/graph-request.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import type { MapData } from './map-data.ts'

const t = wordsOf('map')

/** More would be a graph that nobody can read, and more than it takes. */
export const MOST_IN_GRAPH = 1000

interface ActionPorts {
  readonly namespace: string
  /** Null while no map is there. */
  readonly data: MapData | null
  readonly mutations: MemoryMutations
}

/** What can be done with points of the map. */
export const createMapActions = ({ namespace, data, mutations }: ActionPorts) => {
  const placesOf = (points: readonly number[]): number[][] =>
    points.flatMap((i) => (data ? [[...data.coordinateAt(i)]] : []))
  const selected = (): number[][] => workspace.getState().selection.map((one) => [...one])
  /** Several are open nowhere; closing what is open would choose nothing, so it comes first. */
  const select = (coordinates: number[][]): void => {
    const [only] = coordinates
    const active = coordinates.length === 1 && only !== undefined ? only : null
    if (active === null) workspace.getState().select([], null)
    workspace.getState().select(coordinates, active)
  }
  return {
    /** One is shown in the inspector too. */
    choose: (points: readonly number[]): void => {
      select(placesOf(points))
    },
    toggle: (point: number): void => {
      const [place] = placesOf([point])
      if (place === undefined) return
      const before = selected()
      const others = before.filter((one) => one.join() !== place.join())
      const all = others.length < before.length ? others : [...others, place]
      select(all)
    },
    open: (coordinate: Coordinate): void => workspace.getState().openMemory(coordinate),
    /** The chosen ones stay chosen there. */
    showInMemories: (): void => {
      const { selection, select, go } = workspace.getState()
      select(selection)
      go({ screen: 'memories' })
    },
    showInGraph: (): void => {
      const coordinates = selected().slice(0, MOST_IN_GRAPH)
      requestGraph({
        coordinates,
        title: t('memoriesOfTheMap', { count: coordinates.length }),
      })
      workspace.getState().go({ screen: 'graph' })
    },
    pin: (pinned: boolean): void => {
      const coordinates = selected()
      if (coordinates.length > 0) void mutations.updateMany({ namespace, coordinates, set: { pinned } })
    },
    remove: (): void => {
      const coordinates = selected()
      if (coordinates.length > 0) void mutations.remove({ namespace, coordinates })
    },
  }
}

export type MapActions = ReturnType<typeof createMapActions>
