import { Search, Table2 } from 'lucide-react'
import type { Hit } from '#contract/recall'
import { commandItem } from '../../commands/command-item.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { useMemoryItems } from '../../memory-menu/use-memory-items.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import { requestRecall } from '../../workspace/recall-request.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { askWhyNot, starHit } from './recall-commands.ts'
import { useRecallStore } from './recall-store.ts'

const t = wordsOf('recall')

interface HitMenuParts {
  readonly namespace: string
  readonly hit: Hit | null
  readonly starred: ReadonlySet<string> | null
  readonly onOpen: (hit: Hit) => void
  readonly onStar: (hit: Hit) => void
}

/** What is asked is why it is here. */
const WITHOUT = ['why-not-recalled']

/** What can be done with one result: the commands of its memory, and what only Recall does. */
export const useHitMenu = ({
  namespace,
  hit,
  starred,
  onOpen,
  onStar,
}: HitMenuParts): readonly MenuItem[] => {
  const contextNow = useCommandContext()
  const own = (): readonly MenuItem[] => {
    if (hit === null) return []
    const { id, coordinate, title } = hit.memory
    const star = {
      ...commandItem(starHit, contextNow),
      label: starred?.has(id) ? t('takeOutOfTheGolden') : t('starIntoTheGoldenSet'),
      disabled: contextNow().readOnly,
      run: () => onStar(hit),
    }
    return [
      {
        id: 'table',
        label: t('showInMemories'),
        icon: Table2,
        run: () => workspace.getState().go({ screen: 'memories', at: coordinate }),
      },
      {
        id: 'like',
        label: t('recallMoreLikeThis'),
        icon: Search,
        run: () => useRecallStore.getState().change(namespace, { query: title }),
      },
      {
        ...commandItem(askWhyNot, contextNow),
        label: t('whyIsItHere'),
        run: () => requestRecall({ kind: 'why-not', coordinate }),
      },
      ...(starred ? [star] : []),
      { kind: 'line', id: 'line-own' },
    ]
  }
  return useMemoryItems({
    coordinate: hit?.memory.coordinate ?? null,
    own: own(),
    without: WITHOUT,
    onOpen: () => hit && onOpen(hit),
  })
}
