import { CopyCheck, GitMerge, MoveDown, MoveUp, Split, Table2 } from 'lucide-react'
import type { Command, CommandContext } from '../../commands/command.ts'
import { withParts } from '../../commands/with-parts.ts'
import { wordsOf } from '../../words/words.ts'
import { type DuplicatesHandle, duplicatesHandle } from './duplicates-handle.ts'
import { useDuplicatesStore } from './duplicates-store.ts'

const t = wordsOf('memories')

type Parts = Omit<Command, 'screen' | 'group' | 'run' | 'when'>

const inBench = (parts: Parts, run: (bench: DuplicatesHandle) => void): Command =>
  withParts(parts, {
    group: 'Selection',
    screen: 'memories',
    when: () => duplicatesHandle.now !== null,
    run: () => duplicatesHandle.now && run(duplicatesHandle.now),
  } as const)

const changing = (parts: Parts, run: (bench: DuplicatesHandle) => void): Command =>
  withParts(inBench(parts, run), {
    when: ({ readOnly }: CommandContext) => !readOnly && (duplicatesHandle.now?.canMerge() ?? false),
  })

const keepSide = (side: number): Command =>
  inBench(
    {
      id: `duplicates-keep-${side}`,
      get title() {
        return t('keepOneOfTheCluster', { side })
      },
      shortcut: String(side),
    },
    (bench) => bench.keep(side - 1),
  )

export const duplicatesCommands: readonly Command[] = [
  {
    id: 'find-duplicates',
    get title() {
      return t('findDuplicates')
    },
    group: 'Memory',
    screen: 'memories',
    icon: CopyCheck,
    shortcut: 'D',
    keywords: ['merge', 'alike', 'cluster'],
    when: () => !useDuplicatesStore.getState().isShown,
    run: () => useDuplicatesStore.getState().show(true),
  },
  {
    id: 'leave-duplicates',
    get title() {
      return t('backToTheTableOf')
    },
    group: 'View',
    screen: 'memories',
    icon: Table2,
    shortcut: 'D',
    when: () => useDuplicatesStore.getState().isShown,
    run: () => useDuplicatesStore.getState().show(false),
  },
  inBench(
    {
      id: 'duplicates-next',
      get title() {
        return t('nextCluster')
      },
      shortcut: 'J',
      icon: MoveDown,
    },
    (bench) => bench.move(1),
  ),
  inBench(
    {
      id: 'duplicates-previous',
      get title() {
        return t('previousCluster')
      },
      shortcut: 'K',
      icon: MoveUp,
    },
    (bench) => bench.move(-1),
  ),
  changing(
    {
      id: 'duplicates-merge',
      get title() {
        return t('mergeTheCluster')
      },
      shortcut: 'M',
      icon: GitMerge,
    },
    (bench) => bench.merge(),
  ),
  changing(
    {
      id: 'duplicates-keep-all',
      get title() {
        return t('keepAllTheyAreNo')
      },
      shortcut: 'B',
      icon: Split,
    },
    (bench) => bench.keepAll(),
  ),
  ...[1, 2, 3, 4].map(keepSide),
]
