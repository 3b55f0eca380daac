import {
  CircleSlash,
  Clock,
  CornerDownLeft,
  Filter,
  GitMerge,
  Lasso,
  List,
  type LucideIcon,
  Maximize,
  Minus,
  Palette,
  Play,
  Plus,
  Route,
  Shrink,
  Spline,
  Undo2,
  UnfoldVertical,
} from 'lucide-react'
import type { Command, CommandContext } from '../../commands/command.ts'
import { type GraphHandle, graphHandle } from './graph-handle.ts'
import { type GraphDraft, type GraphPanel, graphDraft, useGraphStore } from './graph-store.ts'

type Parts = Omit<Command, 'screen' | 'group'>
const onGraph = (parts: Parts): Command => ({ group: 'Graph', screen: 'graph', ...parts })

const draftIn = ({ workspace }: CommandContext): GraphDraft => graphDraft(workspace.namespace ?? '')
const change = ({ workspace }: CommandContext, part: Partial<GraphDraft>): void => {
  if (workspace.namespace !== null) useGraphStore.getState().change(workspace.namespace, part)
}

const togglePanel = (panel: GraphPanel, title: string, shortcut: string, icon: LucideIcon): Command =>
  onGraph({
    id: `graph-panel-${panel}`,
    title,
    shortcut,
    icon,
    run: (context) => change(context, { panel: draftIn(context).panel === panel ? null : panel }),
  })

/** Of the node that the keyboard is on, or that is chosen. */
const ofNode = (
  parts: Omit<Parts, 'run' | 'when'>,
  run: (handle: GraphHandle, id: string) => void,
): Command =>
  onGraph({
    ...parts,
    when: () => (graphHandle.now?.actions.current() ?? null) !== null,
    run: () => {
      const id = graphHandle.now?.actions.current()
      if (graphHandle.now && id != null) run(graphHandle.now, id)
    },
  })

const ofDrawing = (parts: Omit<Parts, 'run' | 'when'>, run: (handle: GraphHandle) => void): Command =>
  onGraph({
    ...parts,
    when: () => graphHandle.now !== null && graphHandle.now.session.drawing() !== null,
    run: () => graphHandle.now && run(graphHandle.now),
  })

/** There while the graph is. */
export const graphCommands: readonly Command[] = [
  togglePanel('look', 'Look and layout of the graph', 'K', Palette),
  togglePanel('filter', 'Filter the graph', 'I', Filter),
  togglePanel('paths', 'Paths between two memories', 'P', Route),
  togglePanel('pairs', 'Pairs that are near but unlinked, or linked but far', 'N', Spline),
  onGraph({
    id: 'graph-time',
    title: 'Show the graph over time',
    shortcut: 'T',
    icon: Clock,
    run: (context) => change(context, { strip: !draftIn(context).strip }),
  }),
  onGraph({
    id: 'graph-list',
    title: 'Show the graph as a list or as a drawing',
    shortcut: 'V',
    icon: List,
    keywords: ['table', 'accessible'],
    run: (context) => change(context, { list: !draftIn(context).list }),
  }),
  onGraph({
    id: 'graph-back',
    title: 'Show what the graph showed before',
    shortcut: 'B',
    icon: Undo2,
    when: (context) => draftIn(context).earlier.length > 0,
    run: ({ workspace }) => useGraphStore.getState().back(workspace.namespace ?? ''),
  }),
  ofDrawing({ id: 'graph-fit', title: 'Fit the graph', shortcut: 'F', icon: Maximize }, ({ session }) =>
    session.drawing()?.camera.fit(),
  ),
  ofDrawing({ id: 'graph-zoom-in', title: 'Zoom in', shortcut: '+', icon: Plus }, ({ session }) =>
    session.drawing()?.camera.zoom('in'),
  ),
  ofDrawing({ id: 'graph-zoom-out', title: 'Zoom out', shortcut: '-', icon: Minus }, ({ session }) =>
    session.drawing()?.camera.zoom('out'),
  ),
  ofDrawing({ id: 'graph-lasso', title: 'Choose with a lasso', shortcut: 'L', icon: Lasso }, ({ session }) =>
    session.view.setState(({ tool }) => ({ tool: tool === 'lasso' ? 'move' : 'lasso' })),
  ),
  ofDrawing(
    { id: 'graph-layout', title: 'Start or pause the layout', shortcut: 'Y', icon: Play },
    ({ session, namespace }) => {
      if (session.state.getState().layout === 'running') session.pause()
      else session.lay(graphDraft(namespace).layout, graphDraft(namespace).force)
    },
  ),
  ofNode({ id: 'graph-expand', title: 'Expand', shortcut: 'E', icon: UnfoldVertical }, ({ actions }, id) =>
    actions.expand(id),
  ),
  ofNode({ id: 'graph-collapse', title: 'Collapse', shortcut: 'C', icon: Shrink }, ({ actions }, id) =>
    actions.collapse(id),
  ),
  ofNode({ id: 'graph-end', title: 'Path from or to here', shortcut: 'A', icon: Route }, ({ actions }, id) =>
    actions.pickEnd(id),
  ),
  ofNode(
    { id: 'graph-avoid', title: 'No path through here', shortcut: 'X', icon: CircleSlash },
    ({ actions }, id) => actions.avoid(id),
  ),
  onGraph({
    id: 'graph-merge',
    title: 'Merge what is chosen in the graph…',
    shortcut: 'M',
    icon: GitMerge,
    when: () => (graphHandle.now?.actions.chosen().length ?? 0) > 1,
    run: () => graphHandle.now?.actions.merge(graphHandle.now.actions.chosen()),
  }),
  onGraph({
    id: 'graph-open',
    title: 'Open in the inspector',
    shortcut: 'Enter',
    icon: CornerDownLeft,
    when: () => (graphHandle.now?.hasFocus() ?? false) && graphHandle.now?.actions.current() != null,
    run: () => {
      const id = graphHandle.now?.actions.current()
      if (id != null) graphHandle.now?.actions.open(id)
    },
  }),
]
