import { CopyCheck, GitMerge, MoveDown, MoveUp, Split, Table2 } from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { type DuplicatesHandle, duplicatesHandle } from './duplicates-handle.ts'
import { useDuplicatesStore } from './duplicates-store.ts'

type Parts = Omit<Command, 'screen' | 'group' | 'run' | 'when'>

const inBench = (parts: Parts, run: (bench: DuplicatesHandle) => void): Command => ({
  ...parts,
  group: 'Selection',
  screen: 'memories',
  when: () => duplicatesHandle.now !== null,
  run: () => duplicatesHandle.now && run(duplicatesHandle.now),
})

const changing = (parts: Parts, run: (bench: DuplicatesHandle) => void): Command => ({
  ...inBench(parts, run),
  when: ({ readOnly }) => !readOnly && (duplicatesHandle.now?.canMerge() ?? false),
})

const keepSide = (side: number): Command =>
  inBench(
    {
      id: `duplicates-keep-${side}`,
      title: `Keep the ${side}${['st', 'nd', 'rd', 'th'][side - 1]} of the cluster`,
      shortcut: String(side),
    },
    (bench) => bench.keep(side - 1),
  )

export const duplicatesCommands: readonly Command[] = [
  {
    id: 'find-duplicates',
    title: 'Find duplicates',
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
    title: 'Back to the table of memories',
    group: 'View',
    screen: 'memories',
    icon: Table2,
    shortcut: 'D',
    when: () => useDuplicatesStore.getState().isShown,
    run: () => useDuplicatesStore.getState().show(false),
  },
  inBench({ id: 'duplicates-next', title: 'Next cluster', shortcut: 'J', icon: MoveDown }, (bench) =>
    bench.move(1),
  ),
  inBench({ id: 'duplicates-previous', title: 'Previous cluster', shortcut: 'K', icon: MoveUp }, (bench) =>
    bench.move(-1),
  ),
  changing({ id: 'duplicates-merge', title: 'Merge the cluster', shortcut: 'M', icon: GitMerge }, (bench) =>
    bench.merge(),
  ),
  changing(
    { id: 'duplicates-keep-all', title: 'Keep all: they are no duplicates', shortcut: 'B', icon: Split },
    (bench) => bench.keepAll(),
  ),
  ...[1, 2, 3, 4].map(keepSide),
]
