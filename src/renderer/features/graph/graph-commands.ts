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
import { withParts } from '../../commands/with-parts.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import { type GraphHandle, graphHandle } from './graph-handle.ts'
import { type GraphDraft, type GraphPanel, graphDraft, useGraphStore } from './graph-store.ts'

const t = wordsOf('graph')

type Parts = Omit<Command, 'screen' | 'group'>
const onGraph = (parts: Parts): Command => withParts({ group: 'Graph', screen: 'graph' } as const, parts)

const draftIn = ({ workspace }: CommandContext): GraphDraft => graphDraft(workspace.namespace ?? '')
const change = ({ workspace }: CommandContext, part: Partial<GraphDraft>): void => {
  if (workspace.namespace !== null) useGraphStore.getState().change(workspace.namespace, part)
}

const togglePanel = (
  panel: GraphPanel,
  title: PlainKey<'graph'>,
  shortcut: string,
  icon: LucideIcon,
): Command =>
  onGraph({
    id: `graph-panel-${panel}`,
    get title() {
      return t(title)
    },
    shortcut,
    icon,
    run: (context) => change(context, { panel: draftIn(context).panel === panel ? null : panel }),
  })

/** Of the node that the keyboard is on, or that is chosen. */
const ofNode = (
  parts: Omit<Parts, 'run' | 'when'>,
  run: (handle: GraphHandle, id: string) => void,
): Command =>
  onGraph(
    withParts(parts, {
      when: () => (graphHandle.now?.actions.current() ?? null) !== null,
      run: () => {
        const id = graphHandle.now?.actions.current()
        if (graphHandle.now && id != null) run(graphHandle.now, id)
      },
    }),
  )

const ofDrawing = (parts: Omit<Parts, 'run' | 'when'>, run: (handle: GraphHandle) => void): Command =>
  onGraph(
    withParts(parts, {
      when: () => graphHandle.now !== null && graphHandle.now.session.drawing() !== null,
      run: () => graphHandle.now && run(graphHandle.now),
    }),
  )

/** There while the graph is. */
export const graphCommands: readonly Command[] = [
  togglePanel('look', 'lookAndLayoutOf', 'K', Palette),
  togglePanel('filter', 'filterTheGraph', 'I', Filter),
  togglePanel('paths', 'pathsBetweenTwoMemories2', 'P', Route),
  togglePanel('pairs', 'pairsThatAreNear', 'N', Spline),
  onGraph({
    id: 'graph-time',
    get title() {
      return t('showTheGraphOverTime')
    },
    shortcut: 'T',
    icon: Clock,
    run: (context) => change(context, { strip: !draftIn(context).strip }),
  }),
  onGraph({
    id: 'graph-list',
    get title() {
      return t('showTheGraphAsA')
    },
    shortcut: 'V',
    icon: List,
    keywords: ['table', 'accessible'],
    run: (context) => change(context, { list: !draftIn(context).list }),
  }),
  onGraph({
    id: 'graph-back',
    get title() {
      return t('showWhatTheGraphShowed')
    },
    shortcut: 'B',
    icon: Undo2,
    when: (context) => draftIn(context).earlier.length > 0,
    run: ({ workspace }) => useGraphStore.getState().back(workspace.namespace ?? ''),
  }),
  ofDrawing(
    {
      id: 'graph-fit',
      get title() {
        return t('fitTheGraph')
      },
      shortcut: 'F',
      icon: Maximize,
    },
    ({ session }) => session.drawing()?.camera.fit(),
  ),
  ofDrawing(
    {
      id: 'graph-zoom-in',
      get title() {
        return t('zoomIn')
      },
      shortcut: '+',
      icon: Plus,
    },
    ({ session }) => session.drawing()?.camera.zoom('in'),
  ),
  ofDrawing(
    {
      id: 'graph-zoom-out',
      get title() {
        return t('zoomOut')
      },
      shortcut: '-',
      icon: Minus,
    },
    ({ session }) => session.drawing()?.camera.zoom('out'),
  ),
  ofDrawing(
    {
      id: 'graph-lasso',
      get title() {
        return t('chooseWithALasso')
      },
      shortcut: 'L',
      icon: Lasso,
    },
    ({ session }) => session.view.setState(({ tool }) => ({ tool: tool === 'lasso' ? 'move' : 'lasso' })),
  ),
  ofDrawing(
    {
      id: 'graph-layout',
      get title() {
        return t('startOrPauseTheLayout')
      },
      shortcut: 'Y',
      icon: Play,
    },
    ({ session, namespace }) => {
      if (session.state.getState().layout === 'running') session.pause()
      else session.lay(graphDraft(namespace).layout, graphDraft(namespace).force)
    },
  ),
  ofNode(
    {
      id: 'graph-expand',
      get title() {
        return t('expand')
      },
      shortcut: 'E',
      icon: UnfoldVertical,
    },
    ({ actions }, id) => actions.expand(id),
  ),
  ofNode(
    {
      id: 'graph-collapse',
      get title() {
        return t('collapse')
      },
      shortcut: 'C',
      icon: Shrink,
    },
    ({ actions }, id) => actions.collapse(id),
  ),
  ofNode(
    {
      id: 'graph-end',
      get title() {
        return t('pathFromOrToHere')
      },
      shortcut: 'A',
      icon: Route,
    },
    ({ actions }, id) => actions.pickEnd(id),
  ),
  ofNode(
    {
      id: 'graph-avoid',
      get title() {
        return t('noPathThroughHere')
      },
      shortcut: 'X',
      icon: CircleSlash,
    },
    ({ actions }, id) => actions.avoid(id),
  ),
  onGraph({
    id: 'graph-merge',
    get title() {
      return t('mergeWhatIsChosenIn')
    },
    shortcut: 'M',
    icon: GitMerge,
    when: () => (graphHandle.now?.actions.chosen().length ?? 0) > 1,
    run: () => graphHandle.now?.actions.merge(graphHandle.now.actions.chosen()),
  }),
  onGraph({
    id: 'graph-open',
    get title() {
      return t('openInTheInspector')
    },
    shortcut: 'Enter',
    icon: CornerDownLeft,
    when: () => (graphHandle.now?.hasFocus() ?? false) && graphHandle.now?.actions.current() != null,
    run: () => {
      const id = graphHandle.now?.actions.current()
      if (id != null) graphHandle.now?.actions.open(id)
    },
  }),
]
