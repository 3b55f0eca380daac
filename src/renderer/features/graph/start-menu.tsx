import { Check, ChevronDown, Layers, Network, Undo2 } from 'lucide-react'
import { Button } from '#ui/button'
import { Menu } from '#ui/menu'
import { cutAtWord } from '../../ui/cut-title.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import { type GraphStartChoice, isSame, startTitle, startWith } from './graph-start.ts'
import { useGraphStore } from './graph-store.ts'

const t = wordsOf('graph')

interface StartMenuProps {
  readonly namespace: string
  readonly start: GraphStartChoice
  readonly earlier: readonly GraphStartChoice[]
  readonly selection: readonly (readonly number[])[]
}

const MAX_TITLE = 40
const MAX_EARLIER = 5

const short = (text: string): string => cutAtWord(text, MAX_TITLE)

/** Where the graph begins: communities, everything, what is chosen, or what was shown before. */
export const StartMenu = ({ namespace, start, earlier, selection }: StartMenuProps) => {
  const { begin, back } = useGraphStore.getState()
  const item = (choice: GraphStartChoice, icon: typeof Network): MenuItem => ({
    id: choice.kind,
    label: startTitle(choice),
    icon: isSame(choice, start) ? Check : icon,
    run: () => begin(namespace, choice),
  })
  const before = earlier.toReversed().slice(0, MAX_EARLIER)
  const items: readonly MenuItem[] = [
    item({ kind: 'overview' }, Network),
    item({ kind: 'whole' }, Layers),
    {
      id: 'selection',
      label: selection.length === 1 ? t('aroundTheOpenMemory') : t('aroundTheSelection'),
      detail: selection.length > 1 ? String(selection.length) : '',
      disabled: selection.length === 0,
      run: () => begin(namespace, startWith(selection, t('aroundTheSelection'))),
    },
    ...(before.length > 0
      ? [
          { kind: 'line' as const, id: 'line' },
          { kind: 'title' as const, id: 'title', label: t('shownBefore') },
          ...before.map(
            (choice, i): MenuItem => ({
              id: `earlier-${i}`,
              label: short(startTitle(choice)),
              ...(i === 0
                ? { icon: Undo2, shortcut: 'B', run: () => back(namespace) }
                : { run: () => begin(namespace, choice) }),
            }),
          ),
        ]
      : []),
  ]
  return (
    <Menu
      trigger={
        <Button
          icon={start.kind === 'overview' ? Network : Layers}
          aria-label={t('shownStart', { start: startTitle(start) })}
        >
          {short(startTitle(start))} <ChevronDown size={14} aria-hidden style={{ verticalAlign: -2 }} />
        </Button>
      }
      items={items}
    />
  )
}
