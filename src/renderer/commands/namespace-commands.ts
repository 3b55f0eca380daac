import {
  ArchiveRestore,
  Copy,
  GitCompareArrows,
  type LucideIcon,
  PencilLine,
  Plus,
  Trash2,
} from 'lucide-react'
import type { Overlay } from '../workspace/overlay.ts'
import type { Command } from './command.ts'

type Kind = Extract<Overlay, { readonly namespace: string }>['kind'] & `namespace-${string}`

const ofNamespace = (kind: Kind, title: string, icon: LucideIcon, changes: boolean): Command => ({
  id: kind,
  title,
  group: 'Namespace',
  icon,
  when: ({ workspace, readOnly }) => workspace.namespace !== null && !(changes && readOnly),
  run: ({ workspace, openOverlay }) => {
    if (workspace.namespace !== null) openOverlay({ kind, namespace: workspace.namespace })
  },
})

const createNamespace: Command = {
  id: 'namespace-create',
  title: 'New namespace…',
  group: 'Namespace',
  icon: Plus,
  when: ({ readOnly }) => !readOnly,
  run: ({ openOverlay }) => openOverlay({ kind: 'namespace-create' }),
}

const deletedNamespaces: Command = {
  id: 'namespace-bin',
  title: 'Deleted namespaces…',
  group: 'Namespace',
  icon: ArchiveRestore,
  run: ({ openOverlay }) => openOverlay({ kind: 'namespace-bin' }),
}

/** Each opens a dialog, hence the three dots. The switcher's menu shows the same. */
export const namespaceCommands: readonly Command[] = [
  createNamespace,
  ofNamespace('namespace-rename', 'Rename this namespace…', PencilLine, true),
  ofNamespace('namespace-copy', 'Copy this namespace…', Copy, true),
  ofNamespace('namespace-compare', 'Compare with another namespace…', GitCompareArrows, false),
  deletedNamespaces,
  ofNamespace('namespace-delete', 'Delete this namespace…', Trash2, true),
]
