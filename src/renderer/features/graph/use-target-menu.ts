import {
  ArchiveRestore,
  CircleSlash,
  Crosshair,
  EyeOff,
  Focus,
  GitMerge,
  Link2,
  LocateFixed,
  Maximize,
  Network,
  PanelRight,
  Pencil,
  Pin,
  PinOff,
  Route,
  Shrink,
  Spline,
  Table2,
  Trash2,
  UnfoldVertical,
  Unlink,
} from 'lucide-react'
import { copyLinkTo } from '../../commands/copy-link.ts'
import type { ViewTarget } from '../../graph-view/view-context.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import type { GraphActions } from './graph-actions.ts'
import type { GraphSession } from './graph-session.ts'
import type { TouchedLink } from './touched-link.ts'

const t = wordsOf('graph')

interface MenuParts {
  readonly target: ViewTarget
  readonly session: GraphSession
  readonly actions: GraphActions
  readonly readOnly: boolean
  readonly onLink: (link: TouchedLink) => void
}

/** What can be done with what the menu was opened on. */
export const useTargetMenu = (parts: MenuParts): readonly MenuItem[] => {
  const { target, session } = parts
  const { graph } = session
  if (target.kind === 'node' && graph.hasNode(target.id)) return nodeItems(target.id, parts)
  if (target.kind === 'link' && graph.hasEdge(target.key)) return linkItems(target.key, parts)
  if (target.kind === 'near') return nearItems(target, parts)
  return stageItems(session)
}

/** Of a line between two that mean nearly the same. */
const nearItems = (
  { a, b, at }: Extract<ViewTarget, { kind: 'near' }>,
  { actions, readOnly, onLink }: MenuParts,
): readonly MenuItem[] => [
  { kind: 'title', id: 'near', label: t('nearByMeaning') },
  {
    id: 'link',
    label: t('linkThese'),
    icon: Spline,
    disabled: readOnly,
    run: () => onLink({ from: a, to: b, key: null, at }),
  },
  {
    id: 'merge',
    label: t('mergeThese'),
    icon: GitMerge,
    disabled: readOnly,
    run: () => actions.merge([a, b]),
  },
]

const stageItems = (session: GraphSession): readonly MenuItem[] => [
  {
    id: 'fit',
    label: t('fit'),
    icon: Maximize,
    shortcut: 'F',
    run: () => session.drawing()?.camera.fit(),
  },
  {
    id: 'release',
    label: t('releaseAllThatIsHeld'),
    icon: PinOff,
    run: () => session.hold(session.graph.nodes(), false),
  },
]

const nodeItems = (id: string, parts: MenuParts): readonly MenuItem[] => {
  const { actions, session } = parts
  const facts = actions.facts(id)
  if (facts.kind === 'community') return communityItems(id, parts)
  if (facts.isPast) return pastItems(id, parts)
  const { selection } = session.view.getState()
  const ids = selection.has(id) ? [...selection] : [id]
  const held = session.graph.getNodeAttribute(id, 'held')
  return [
    {
      id: 'open',
      label: t('openInInspector'),
      icon: PanelRight,
      shortcut: 'Enter',
      run: () => actions.open(id),
    },
    {
      id: 'table',
      label: t('showInMemories'),
      icon: Table2,
      run: () => workspace.getState().go({ screen: 'memories', at: facts.coordinate }),
    },
    {
      id: 'copy-link',
      label: t('copyLink'),
      icon: Link2,
      run: () => {
        const { namespace } = workspace.getState()
        if (namespace !== null) copyLinkTo({ namespace, coordinate: facts.coordinate })
      },
    },
    { kind: 'line', id: 'line-1' },
    { id: 'expand', label: t('expand'), icon: UnfoldVertical, shortcut: 'E', run: () => actions.expand(id) },
    { id: 'collapse', label: t('collapse'), icon: Shrink, shortcut: 'C', run: () => actions.collapse(id) },
    { id: 'around', label: t('onlyWhatIsAround'), icon: Focus, run: () => actions.around(ids) },
    { id: 'hide', label: t('hideHere'), icon: EyeOff, run: () => actions.hide(ids) },
    {
      id: 'hold',
      label: held ? t('releaseItsPlace') : t('holdItsPlace'),
      icon: LocateFixed,
      run: () => session.hold(ids, !held),
    },
    { kind: 'line', id: 'line-2' },
    { id: 'end', label: t('pathsFromOrToHere'), icon: Route, shortcut: 'A', run: () => actions.pickEnd(id) },
    {
      id: 'avoid',
      label: t('noPathThroughHere'),
      icon: CircleSlash,
      shortcut: 'X',
      run: () => actions.avoid(id),
    },
    { kind: 'line', id: 'line-3' },
    ...changeItems(ids, facts.pinned, parts),
  ]
}

/** Of a memory in the bin, which is drawn to be compared. */
const pastItems = (id: string, { actions, readOnly }: MenuParts): readonly MenuItem[] => [
  { id: 'open', label: t('openInInspector'), icon: PanelRight, run: () => actions.open(id) },
  {
    id: 'restore',
    label: t('restore'),
    icon: ArchiveRestore,
    disabled: readOnly,
    run: () => actions.restore(id),
  },
]

const changeItems = (ids: readonly string[], pinned: boolean, parts: MenuParts): readonly MenuItem[] => {
  const { actions, readOnly } = parts
  return [
    {
      id: 'pin',
      label: pinned ? t('unpin') : t('pin'),
      icon: pinned ? PinOff : Pin,
      disabled: readOnly,
      run: () => actions.pin(ids, !pinned),
    },
    ...(ids.length > 1
      ? [
          {
            id: 'merge',
            label: t('mergeIdsMemories', { ids: ids.length }),
            icon: GitMerge,
            shortcut: 'M',
            disabled: readOnly,
            run: () => actions.merge(ids),
          },
        ]
      : []),
    {
      id: 'delete',
      label: ids.length > 1 ? t('deleteIdsMemories', { ids: ids.length }) : t('delete'),
      icon: Trash2,
      danger: true,
      disabled: readOnly,
      run: () => actions.remove(ids),
    },
  ]
}

const communityItems = (id: string, { actions, session }: MenuParts): readonly MenuItem[] => [
  {
    id: 'open',
    label: actions.isOpen(id) ? t('closeTheCommunity') : t('openTheCommunity'),
    icon: Network,
    shortcut: 'Enter',
    run: () => actions.open(id),
  },
  {
    id: 'fly',
    label: t('lookAtIt'),
    icon: Crosshair,
    run: () => session.drawing()?.camera.flyTo(id),
  },
]

const linkItems = (key: string, { session, actions, readOnly, onLink }: MenuParts): readonly MenuItem[] => {
  const { graph } = session
  const [from, to] = [graph.source(key), graph.target(key)]
  const { kind, type } = graph.getEdgeAttribute(key, 'facts')
  const edit = (): void => {
    const [a, b] = [session.drawing()?.place(from), session.drawing()?.place(to)]
    if (a && b) onLink({ from, to, key, at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } })
  }
  if (kind !== 'link') return stageItems(session)
  return [
    { kind: 'title', id: 'type', label: type },
    { id: 'edit', label: t('editLink2'), icon: Pencil, disabled: readOnly, run: edit },
    { id: 'from', label: t('openWhereItBegins'), icon: PanelRight, run: () => actions.open(from) },
    { id: 'to', label: t('openWhereItEnds'), icon: PanelRight, run: () => actions.open(to) },
    { kind: 'line', id: 'line' },
    {
      id: 'remove',
      label: t('removeLink'),
      icon: Unlink,
      danger: true,
      disabled: readOnly,
      run: () => actions.unlink(key),
    },
  ]
}
