import {
  ArchiveRestore,
  Copy,
  GitCompareArrows,
  type LucideIcon,
  PencilLine,
  Plus,
  Trash2,
} from 'lucide-react'
import type { PlainKey } from '../words/messages.ts'
import { wordsOf } from '../words/words.ts'
import type { Overlay } from '../workspace/overlay.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

type Kind = Extract<Overlay, { readonly namespace: string }>['kind'] & `namespace-${string}`

const ofNamespace = (
  kind: Kind,
  title: PlainKey<'commands'>,
  icon: LucideIcon,
  changes: boolean,
): Command => ({
  id: kind,
  get title() {
    return t(title)
  },
  group: 'Namespace',
  icon,
  when: ({ workspace, readOnly }) => workspace.namespace !== null && !(changes && readOnly),
  run: ({ workspace, openOverlay }) => {
    if (workspace.namespace !== null) openOverlay({ kind, namespace: workspace.namespace })
  },
})

const createNamespace: Command = {
  id: 'namespace-create',
  get title() {
    return t('newNamespace')
  },
  group: 'Namespace',
  icon: Plus,
  when: ({ readOnly }) => !readOnly,
  run: ({ openOverlay }) => openOverlay({ kind: 'namespace-create' }),
}

const deletedNamespaces: Command = {
  id: 'namespace-bin',
  get title() {
    return t('deletedNamespaces')
  },
  group: 'Namespace',
  icon: ArchiveRestore,
  run: ({ openOverlay }) => openOverlay({ kind: 'namespace-bin' }),
}

/** With one namespace: with the present one, and from the switcher's menu with any. */
export const oneNamespaceCommands: readonly Command[] = [
  ofNamespace('namespace-rename', 'renameThisNamespace', PencilLine, true),
  ofNamespace('namespace-copy', 'copyThisNamespace', Copy, true),
  ofNamespace('namespace-compare', 'compareWithAnotherNamespace', GitCompareArrows, false),
  ofNamespace('namespace-delete', 'deleteThisNamespace', Trash2, true),
]

/** Each opens a dialog, hence the three dots. The switcher's menu shows the same. */
export const namespaceCommands: readonly Command[] = [
  createNamespace,
  ...oneNamespaceCommands.slice(0, -1),
  deletedNamespaces,
  ...oneNamespaceCommands.slice(-1),
]
