import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, it, vi } from 'vitest'
import type { SomaClient } from '#contract/index'
import { attemptWith } from '../api/attempt-change.ts'
import { createUndoMutations } from '../api/undo-mutations.ts'
import { dropped, NO_CHANGES, recorded, settled } from '../workspace/change-stack.ts'
import type { ToastInput } from '../workspace/toast.ts'
import type { CommandContext } from './command.ts'
import { redoChange } from './redo-change.ts'
import { undoChange } from './undo-change.ts'

let changes = NO_CHANGES
const toast = ({ title, undo }: ToastInput): void => {
  if (undo) changes = recorded(changes, { ...undo, title })
}
const undone: number[] = []
/** The journal: an undo is a change with a number of its own, and what was undone is not undone again. */
const client = {
  changes: {
    undo: async ({ seq }: { seq: number }) => {
      await Promise.resolve()
      if (undone.includes(seq)) throw new Error('it is undone')
      undone.push(seq)
      return { seq: 100 + seq, count: 1, summary: `Undid ${seq}` }
    },
  },
} as unknown as SomaClient
const mutations = createUndoMutations({
  client,
  toast,
  onUndone: (seq, by) => {
    changes = settled(changes, seq, by)
  },
  onRedone: vi.fn(),
  onRefused: (seq) => {
    changes = dropped(changes, seq)
  },
  markOf: () => undefined,
})
const now = () =>
  ({
    workspace: { namespace: 'notes', changes },
    readOnly: false,
    queryClient: new QueryClient(),
    queries: { changes: { next: () => ({ queryKey: ['next'] }) } },
    mutations,
    now,
  }) as unknown as CommandContext
const press = (command: typeof undoChange): void => {
  const context = now()
  if (command.when?.(context)) command.run(context)
}

beforeEach(() => {
  changes = NO_CHANGES
  undone.length = 0
})

it('MEM-9 takes back two changes when it is pressed twice, though the first is not through', async () => {
  for (const seq of [1, 2]) toast({ title: `Change ${seq}`, undo: { seq } })
  press(undoChange)
  press(undoChange)
  await expect.poll(() => undone).toEqual([2, 1])
  press(redoChange)
  press(redoChange)
  await expect.poll(() => undone).toEqual([2, 1, 101, 102])
})

it('MEM-9 takes back the change that was made last, though what came of it is not told yet', async () => {
  toast({ title: 'Change 1', undo: { seq: 1 } })
  let answer = (_: { seq: number; count: number }): void => {}
  const call = new Promise<{ seq: number; count: number }>((resolve) => {
    answer = resolve
  })
  const told = attemptWith(toast)(call, () => 'Change 2')
  press(undoChange)
  answer({ seq: 2, count: 1 })
  await told
  await expect.poll(() => undone).toEqual([2])
})

it('redoes what is being undone', async () => {
  toast({ title: 'Change 1', undo: { seq: 1 } })
  press(undoChange)
  press(redoChange)
  await expect.poll(() => undone).toEqual([1, 101])
})
