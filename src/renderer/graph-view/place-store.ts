import { createStore, get, set } from 'idb-keyval'
import type { SomaGraph } from './graph-model.ts'
import type { Point } from './placement.ts'

/** Where nodes of a namespace stood, and which of them are held. */
export interface SavedPlaces {
  readonly places: Map<string, Point>
  readonly held: Set<string>
}

interface Saved {
  readonly ids: readonly string[]
  readonly xy: Float32Array
  readonly held: readonly string[]
}

/** Nodes of a namespace, and namespaces: what is oldest is forgotten. */
const MAX_NODES = 200_000
const MAX_NAMESPACES = 12
const ORDER = 'order'

export const noPlaces = (): SavedPlaces => ({ places: new Map(), held: new Set() })

/** Kept apart from other data of the page, so that clearing one leaves the other. */
const database = () => createStore('soma-graph', 'places')

const key = (namespace: string): string => `of:${namespace}`

/** Nothing where there is nothing, or where the page may keep nothing. Never throws. */
export const loadPlaces = async (namespace: string): Promise<SavedPlaces> => {
  try {
    const saved = await get<Saved>(key(namespace), database())
    if (!saved) return noPlaces()
    const { ids, xy, held } = saved
    const places = new Map(
      ids.map((id, i) => [id, { x: xy[i * 2] as number, y: xy[i * 2 + 1] as number }] as const),
    )
    return { places, held: new Set(held) }
  } catch {
    return noPlaces()
  }
}

/** Notes where nodes stand, those that are about to leave above all: they may come back. */
export const notePlaces = (graph: SomaGraph, { places, held }: SavedPlaces): void =>
  graph.forEachNode((id, node) => {
    // Taken out and put in again, so that the newest come last.
    places.delete(id)
    places.set(id, { x: node.x, y: node.y })
    if (node.held) held.add(id)
    else held.delete(id)
  })

/** Places of what is not in the graph now are kept as they were. */
export const savePlaces = async (namespace: string, graph: SomaGraph, saved: SavedPlaces): Promise<void> => {
  notePlaces(graph, saved)
  const { places, held } = saved
  const surplus = places.size - MAX_NODES
  for (const id of [...places.keys()].slice(0, Math.max(0, surplus))) places.delete(id)
  const kept = [...places]
  const xy = Float32Array.from(kept.flatMap(([, { x, y }]) => [x, y]))
  try {
    const store = database()
    await set(key(namespace), { ids: kept.map(([id]) => id), xy, held: [...held] } satisfies Saved, store)
    await forgetOldest(namespace)
  } catch {
    // A full or forbidden store costs places after a restart, nothing else.
  }
}

const forgetOldest = async (namespace: string): Promise<void> => {
  const store = database()
  const order = (await get<readonly string[]>(ORDER, store)) ?? []
  const next = [namespace, ...order.filter((name) => name !== namespace)]
  for (const old of next.slice(MAX_NAMESPACES)) await set(key(old), undefined, store)
  await set(ORDER, next.slice(0, MAX_NAMESPACES), store)
}
