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

/** What is done with the present namespace, by its title, and with one that is named. */
export interface NamespaceCommand extends Command {
  readonly titleOf: (name: string) => string
}

type Named = 'renameName' | 'copyName' | 'compareNameWithAnother' | 'deleteName'

const ofNamespace = (
  kind: Kind,
  {
    present,
    named,
    icon,
    changes,
  }: Readonly<{
    present: PlainKey<'commands'>
    named: Named
    icon: LucideIcon
    changes: boolean
  }>,
): NamespaceCommand => ({
  id: kind,
  get title() {
    return t(present)
  },
  titleOf: (name) => t(named, { name }),
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
export const oneNamespaceCommands: readonly NamespaceCommand[] = [
  ofNamespace('namespace-rename', {
    present: 'renameThisNamespace',
    named: 'renameName',
    icon: PencilLine,
    changes: true,
  }),
  ofNamespace('namespace-copy', {
    present: 'copyThisNamespace',
    named: 'copyName',
    icon: Copy,
    changes: true,
  }),
  ofNamespace('namespace-compare', {
    present: 'compareWithAnotherNamespace',
    named: 'compareNameWithAnother',
    icon: GitCompareArrows,
    changes: false,
  }),
  ofNamespace('namespace-delete', {
    present: 'deleteThisNamespace',
    named: 'deleteName',
    icon: Trash2,
    changes: true,
  }),
]

/** Each opens a dialog, hence the three dots. The switcher's menu shows the same. */
export const namespaceCommands: readonly Command[] = [
  createNamespace,
  ...oneNamespaceCommands.slice(0, -1),
  deletedNamespaces,
  ...oneNamespaceCommands.slice(-1),
]
