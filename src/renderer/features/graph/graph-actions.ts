import type { SomaClient } from '#contract/index'
import { describeError, isCancelled } from '../../api/describe-error.ts'
import type { LinkMutations } from '../../api/link-mutations.ts'
import type { MemoryMutations } from '../../api/memory-mutations.ts'
import type { NodeFacts, SomaGraph } from '../../graph-view/graph-model.ts'
import type { Direction } from '../../graph-view/neighbour-towards.ts'
import { mostLinked, neighbourTowards } from '../../graph-view/neighbour-towards.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { requestMerge } from '../../workspace/merge-request.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import type { GraphSession } from './graph-session.ts'
import { startInput, startWith } from './graph-start.ts'
import { graphDraft, useGraphStore } from './graph-store.ts'
import { withEnd, withoutMemory } from './path-draft.ts'

const t = wordsOf('graph')

export interface ActionPorts {
  readonly namespace: string
  readonly session: GraphSession
  readonly client: SomaClient
  readonly mutations: MemoryMutations
  readonly links: LinkMutations
}

/** New neighbours that one expansion brings. */
const EXPANSION = 300

const isMemory = (facts: NodeFacts): boolean => facts.kind !== 'community'

const memoriesOf = (graph: SomaGraph): readonly Coordinate[] =>
  graph.mapNodes((_, { facts }) => facts).flatMap((facts) => (isMemory(facts) ? [facts.coordinate] : []))

/** Neighbours that nothing else holds: they leave with the one that brought them. */
const leavesOf = (graph: SomaGraph, id: string): readonly string[] =>
  graph
    .neighbors(id)
    .filter((other) => other !== id && graph.neighbors(other).every((next) => next === id || next === other))

/** What can be done with nodes and links of the graph on the screen. */
export const createGraphActions = (ports: ActionPorts) => {
  const { namespace, session, client, mutations, links } = ports
  const { graph, view } = session
  const store = useGraphStore.getState()
  const facts = (id: string): NodeFacts => graph.getNodeAttribute(id, 'facts')
  const known = (ids: readonly string[]): readonly string[] => ids.filter((id) => graph.hasNode(id))
  const places = (ids: readonly string[]): Coordinate[] =>
    known(ids)
      .map(facts)
      .flatMap((one) => (isMemory(one) ? [one.coordinate] : []))

  const setCommunity = (id: string, open: boolean): void => {
    const { community } = facts(id)
    if (community === null) return
    const { opened } = graphDraft(namespace)
    const others = opened.filter((one) => one !== community)
    store.change(namespace, { opened: open ? [...others, community] : others })
  }
  const isOpen = (id: string): boolean => {
    const { community } = facts(id)
    return community !== null && graphDraft(namespace).opened.includes(community)
  }
  const select = (ids: readonly string[]): void => {
    view.setState({ selection: new Set(ids) })
    const coordinates = places(ids)
    workspace.getState().select(coordinates, coordinates.length === 1 ? (coordinates[0] ?? null) : null)
  }
  const among = (coordinates: readonly Coordinate[], title: string): void =>
    store.grow(namespace, { kind: 'among', coordinates, title })

  const expandMemory = async (id: string): Promise<void> => {
    const { coordinate, title } = facts(id)
    const { start } = graphDraft(namespace)
    if (start?.kind === 'overview')
      return store.begin(namespace, startWith([coordinate], t('aroundTitle', { title })))
    try {
      const around = startInput({ kind: 'around', coordinates: [coordinate], depth: 1, title })
      const found = await client.graph.view({ namespace, start: around, limit: EXPANSION + 1 })
      const { coordinates, arity } = found.nodes
      const union = new Map(memoriesOf(graph).map((one) => [one.join(), one]))
      const before = union.size
      let at = 0
      for (const length of arity) {
        const one = Array.from(coordinates.subarray(at, at + length))
        union.set(one.join(), one)
        at += length
      }
      tellExpanded(union.size - before, found.total.nodes - 1)
      if (union.size > before) {
        among([...union.values()], start && 'title' in start ? start.title : t('aroundTitle', { title }))
      }
    } catch (error) {
      if (!isCancelled(error)) {
        toast({ title: t('notExpanded'), detail: describeError(error).sentence, tone: 'error' })
      }
    }
  }
  const collapseMemory = (id: string): void => {
    const gone = new Set(leavesOf(graph, id))
    const { start } = graphDraft(namespace)
    if (gone.size === 0) return void toast({ title: t('nothingHangsOnThisMemory') })
    const kept = graph.nodes().filter((one) => !gone.has(one))
    among(places(kept), start && 'title' in start ? start.title : t('withoutWhatWasFolded'))
  }
  const actions = {
    open: (id: string): void => {
      if (facts(id).kind === 'community') setCommunity(id, !isOpen(id))
      else workspace.getState().openMemory(facts(id).coordinate)
    },
    select,
    toggle: (id: string): void => {
      const { selection } = view.getState()
      select(selection.has(id) ? [...selection].filter((one) => one !== id) : [...selection, id])
    },
    hasChosen: (): boolean => view.getState().selection.size > 0 || view.getState().tool === 'lasso',
    /** The lasso is put away first. */
    chooseNothing: (): void => {
      if (view.getState().tool === 'lasso') view.setState({ tool: 'move' })
      else select([])
    },
    isOpen,
    expand: (id: string): void => {
      if (facts(id).kind === 'community') setCommunity(id, true)
      else void expandMemory(id)
    },
    collapse: (id: string): void => {
      const { community, kind } = facts(id)
      const { start, opened } = graphDraft(namespace)
      if (kind === 'community' || start?.kind === 'overview') {
        store.change(namespace, { opened: opened.filter((one) => one !== community) })
      } else collapseMemory(id)
    },
    only: (ids: readonly string[]): void => {
      const coordinates = places(ids)
      if (coordinates.length === 0) return
      const title = t('countChosenMemories', { count: coordinates.length })
      store.begin(namespace, { kind: 'among', coordinates, title })
    },
    around: (ids: readonly string[]): void => {
      const coordinates = places(ids)
      const first = known(ids)[0]
      if (first === undefined || coordinates.length === 0) return
      const title =
        coordinates.length === 1 ? facts(first).title : t('countMemories', { count: coordinates.length })
      store.begin(namespace, startWith(coordinates, t('aroundTitle', { title })))
    },
    hide: (ids: readonly string[]): void => {
      const gone = new Set(ids)
      const { start } = graphDraft(namespace)
      const kept = graph.nodes().filter((one) => !gone.has(one))
      among(places(kept), start && 'title' in start ? start.title : t('withoutWhatWasHidden'))
    },
    remove: (ids: readonly string[]): void => {
      const coordinates = places(ids).map((one) => [...one])
      if (coordinates.length > 0) void mutations.remove({ namespace, coordinates })
    },
    /** From the bin, where it lies. */
    restore: (id: string): void => {
      void mutations.restore({ namespace, coordinates: [[...facts(id).coordinate]] })
    },
    /** Opens the workbench with them. */
    merge: (ids: readonly string[]): void => {
      actions.mergeAt(places([...new Set(ids)]))
    },
    mergeAt: (coordinates: readonly Coordinate[]): void => {
      if (coordinates.length < 2) return
      requestMerge(coordinates)
      workspace.getState().go({ screen: 'memories' })
    },
    pin: (ids: readonly string[], pinned: boolean): void => {
      const coordinates = places(ids).map((one) => [...one])
      if (coordinates.length > 0) void mutations.updateMany({ namespace, coordinates, set: { pinned } })
    },
    setType: (ids: readonly string[], type: 'episodic' | 'semantic'): void => {
      const coordinates = places(ids).map((one) => [...one])
      if (coordinates.length > 0) void mutations.updateMany({ namespace, coordinates, set: { type } })
    },
    unlink: (key: string): void => {
      if (!graph.hasEdge(key)) return
      const { facts: link } = graph.getEdgeAttributes(key)
      if (link.kind !== 'link') return
      const [from, to] = [facts(graph.source(key)), facts(graph.target(key))]
      void links.remove({ namespace, from: [...from.coordinate], to: [...to.coordinate], type: link.type })
    },
    pickEnd: (id: string): void => {
      const { coordinate, title } = facts(id)
      const { paths } = graphDraft(namespace)
      store.change(namespace, { paths: withEnd(paths, { coordinate, title }), panel: 'paths' })
    },
    avoid: (id: string): void => {
      const { coordinate, title } = facts(id)
      const { paths } = graphDraft(namespace)
      store.change(namespace, { paths: withoutMemory(paths, { coordinate, title }), panel: 'paths' })
    },
    move: (direction: Direction): void => {
      const { cursor } = view.getState()
      const next = cursor === null ? mostLinked(graph) : neighbourTowards(graph, cursor, direction)
      if (next === null) return
      view.setState({ cursor: next })
      const at = session.drawing()?.place(next)
      if (!at || !isSeen(session, at)) session.drawing()?.camera.flyTo(next)
    },
    /** The node that is meant: under the keyboard, else the one that is chosen. */
    current: (): string | null => {
      const { cursor, selection } = view.getState()
      const [first] = selection
      return cursor ?? (selection.size === 1 ? (first ?? null) : null)
    },
    chosen: (): readonly string[] => {
      const { cursor, selection } = view.getState()
      return selection.size > 0 ? [...selection] : cursor === null ? [] : [cursor]
    },
    facts,
  }
  return actions
}

export type GraphActions = ReturnType<typeof createGraphActions>

const tellExpanded = (added: number, neighbours: number): void => {
  if (added === 0) toast({ title: t('allOfItsNeighboursAre') })
  else if (neighbours > EXPANSION) {
    toast({
      title: t('showingEXPANSIONOfItsNeighbours', {
        EXPANSION: formatCount(EXPANSION),
        neighbours: formatCount(neighbours),
      }),
    })
  }
}

const isSeen = (session: GraphSession, { x, y }: { readonly x: number; readonly y: number }): boolean => {
  const box = session.drawing()?.size()
  return box !== undefined && x > 0 && y > 0 && x < box.width && y < box.height
}
