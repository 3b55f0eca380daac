import { Braces, ChevronRight, History } from 'lucide-react'
import type { MemoryVersion } from '#contract/memory'
import { copyWords } from '../../commands/copy-words.ts'
import { formatJson } from '../../ui/format-json.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('inspector')
const m = wordsOf('menus')

interface VersionMenuParts {
  readonly version: MemoryVersion
  readonly open: boolean
  readonly onToggle: () => void
  /** Null where there is nothing to restore, or nobody may. */
  readonly onRestore: (() => void) | null
}

/** What can be done with one version of the open memory. */
export const versionMenu = ({
  version,
  open,
  onToggle,
  onRestore,
}: VersionMenuParts): readonly MenuItem[] => [
  {
    id: 'open',
    label: open ? m('hideWhatItChanged') : m('showWhatItChanged'),
    icon: ChevronRight,
    run: onToggle,
  },
  {
    id: 'copy-json',
    label: m('copyPayload'),
    icon: Braces,
    run: () => copyWords(formatJson(version.payload)),
  },
  {
    id: 'restore',
    label: t('restoreVVersion', { version: version.version }),
    icon: History,
    disabled: onRestore === null,
    run: () => onRestore?.(),
  },
]
