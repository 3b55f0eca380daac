import {
  CircleHelp,
  Copy,
  Link2,
  PanelRight,
  Pin,
  PinOff,
  Search,
  Sprout,
  Star,
  Table2,
  Trash2,
} from 'lucide-react'
import type { Hit } from '#contract/recall'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { copyLinkTo } from '../../commands/copy-link.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import { requestRecall } from '../../workspace/recall-request.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import { useRecallStore } from './recall-store.ts'

const t = wordsOf('recall')

const copy = async (coordinate: readonly number[]): Promise<void> => {
  const text = coordinate.join(', ')
  const done = await copyText(text)
  toast({
    title: done ? t('copiedText', { text }) : t('theClipboardRefusedTheText'),
    tone: done ? 'plain' : 'error',
  })
}

interface HitMenuParts {
  readonly namespace: string
  readonly hit: Hit | null
  readonly starred: ReadonlySet<string> | null
  readonly onOpen: (hit: Hit) => void
  readonly onStar: (hit: Hit) => void
}

/** What can be done with one result. */
export const useHitMenu = ({
  namespace,
  hit,
  starred,
  onOpen,
  onStar,
}: HitMenuParts): readonly MenuItem[] => {
  const mutations = useMemoryMutations()
  const readOnly = useReadOnly()
  if (!hit) return []
  const { id, coordinate, pinned, title } = hit.memory
  const asking: readonly MenuItem[] = [
    {
      id: 'like',
      label: t('recallMoreLikeThis'),
      icon: Search,
      run: () => useRecallStore.getState().change(namespace, { query: title }),
    },
    {
      id: 'seed',
      label: t('startFromHere'),
      icon: Sprout,
      run: () => requestRecall({ kind: 'seed', coordinate, title }),
    },
    {
      id: 'why',
      label: t('whyIsItHere'),
      icon: CircleHelp,
      shortcut: 'W',
      run: () => requestRecall({ kind: 'why-not', coordinate }),
    },
  ]
  const star: readonly MenuItem[] = starred
    ? [
        {
          id: 'star',
          label: starred.has(id) ? t('takeOutOfTheGolden') : t('starIntoTheGoldenSet'),
          icon: Star,
          shortcut: 'S',
          run: () => onStar(hit),
        },
      ]
    : []
  return [
    { id: 'open', label: t('openInInspector'), icon: PanelRight, shortcut: 'Enter', run: () => onOpen(hit) },
    {
      id: 'table',
      label: t('showInMemories'),
      icon: Table2,
      run: () => workspace.getState().go({ screen: 'memories', at: coordinate }),
    },
    { kind: 'line', id: 'line-0' },
    ...asking,
    { kind: 'line', id: 'line-1' },
    ...star,
    {
      id: 'pin',
      label: pinned ? t('unpin') : t('pin'),
      icon: pinned ? PinOff : Pin,
      disabled: readOnly,
      run: () => void mutations.update({ namespace, coordinate, pinned: !pinned }),
    },
    { id: 'copy', label: t('copyCoordinate'), icon: Copy, run: () => void copy(coordinate) },
    {
      id: 'link',
      label: t('copyLink'),
      icon: Link2,
      run: () => copyLinkTo({ namespace, coordinate }),
    },
    { kind: 'line', id: 'line-2' },
    {
      id: 'delete',
      label: t('delete'),
      icon: Trash2,
      danger: true,
      disabled: readOnly,
      run: () => void mutations.remove({ namespace, coordinates: [coordinate] }),
    },
  ]
}
