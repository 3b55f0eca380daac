import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { LinkPath } from '#contract/links'
import type { GraphData } from '../../graph-view/graph-model.ts'
import type { GraphPalette } from '../../graph-view/palette.ts'
import { type Coordinate, coordinateKey } from '../../workspace/location.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import { union } from './compose-data.ts'
import type { GraphSession } from './graph-session.ts'
import type { GraphDraft } from './graph-store.ts'
import type { ComparedGraph } from './moments-data.ts'
import { drawnPaths, pathsData } from './path-data.ts'
import type { GraphContents } from './use-graph-data.ts'

interface SyncParts {
  readonly session: GraphSession
  readonly draft: GraphDraft
  readonly contents: GraphContents
  readonly paths: readonly LinkPath[] | undefined
  readonly compared: ComparedGraph | null
  readonly palette: GraphPalette | null
}

/** Carries what the screen wants into the drawing. Effects only: what is drawn is no state of a component. */
export const useGraphSync = ({ session, draft, contents, paths, compared, palette }: SyncParts): void => {
  const { look, filter, family } = draft
  const { data, isStale } = contents
  const selection = useStore(session.view, (state) => state.selection)
  const whole = useMemo(() => data && wholeOf(data, paths, compared), [data, paths, compared])
  useEffect(() => {
    // Answers of another start are not shown as this one.
    if (!whole || (isStale && session.family !== family)) return
    let gone = false
    void session.ready().then(() => {
      if (gone) return
      session.show(whole, { isNew: session.family !== family })
      session.family = family
    })
    return () => {
      gone = true
    }
  }, [session, whole, isStale, family])
  useEffect(() => session.setLook(look), [session, look])
  const chosen = filter.egoDepth === null ? NOBODY : selection
  useEffect(() => session.setFilter(filter, [...chosen]), [session, filter, chosen])

  const revision = useStore(session.state, (state) => state.revision)
  const { ends, chosen: chosenPath } = draft.paths
  // biome-ignore lint/correctness/useExhaustiveDependencies: another graph has other ids for the ends
  useEffect(() => {
    const keys = ends.map(({ coordinate }) => coordinateKey(coordinate))
    const found = new Map<string, string>()
    session.graph.forEachNode((id, { facts }) => {
      const key = coordinateKey(facts.coordinate)
      if (keys.includes(key)) found.set(key, id)
    })
    session.view.setState({
      ends: keys.flatMap((key) => found.get(key) ?? []),
      paths: palette && paths ? drawnPaths(paths, chosenPath, palette) : [],
    })
  }, [session, ends, paths, chosenPath, palette, revision])
  const marks = compared?.marks ?? null
  useEffect(() => session.view.setState({ marks }), [session, marks])
  // What is gone may come to stand beside all that was seen.
  const isCompared = marks !== null
  useEffect(() => {
    if (isCompared) requestAnimationFrame(() => session.drawing()?.camera.fit())
  }, [session, isCompared])
  const elsewhere = useWorkspace((w) => w.selection)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen elsewhere may be in the graph only now
  useEffect(() => takeSelection(session, elsewhere), [session, elsewhere, revision])
  // Looked at when they come, not when they are drawn anew.
  useEffect(() => {
    const ids = paths?.flatMap(({ memories }) => memories.map(({ id }) => id)) ?? []
    if (ids.length > 0) requestAnimationFrame(() => session.drawing()?.camera.fit(ids))
  }, [session, paths])
}

const wholeOf = (
  data: GraphData,
  paths: readonly LinkPath[] | undefined,
  compared: ComparedGraph | null,
): GraphData => {
  const more = [
    ...(paths && paths.length > 0 ? [pathsData(paths)] : []),
    ...(compared ? [compared.data] : []),
  ]
  return more.length === 0 ? data : union([data, ...more])
}

const NOBODY: ReadonlySet<string> = new Set()

/** What other screens chose is chosen here, too. */
const takeSelection = ({ graph, view }: GraphSession, chosen: readonly Coordinate[]): void => {
  if (chosen.length === 0) return
  const keys = new Set(chosen.map(coordinateKey))
  const ids = graph.filterNodes((_, { facts }) => keys.has(coordinateKey(facts.coordinate)))
  const { selection } = view.getState()
  if (ids.length > 0 && (ids.length !== selection.size || ids.some((id) => !selection.has(id)))) {
    view.setState({ selection: new Set(ids) })
  }
}
