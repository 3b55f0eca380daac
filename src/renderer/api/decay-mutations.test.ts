import { QueryClient } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import type { SweepReport } from '#contract/decay'
import type { SomaClient } from '#contract/index'
import { createDecayMutations } from './decay-mutations.ts'

const NOTHING = { at: 0, evicted: 0, decayed: 0, reduced: 0, purged: 0, purgedVersions: 0, changes: [] }

const sweep = async (report: SweepReport) => {
  const toast = vi.fn()
  const client = { decay: { sweep: async () => report } } as unknown as SomaClient
  await createDecayMutations({ client, toast, queryClient: new QueryClient() }).sweep()
  return toast.mock.calls
}

it('MEM-10 offers to undo all that a sweep did together, but not what went for good', async () => {
  const report = { ...NOTHING, evicted: 2, decayed: 1, changes: [4, 6] }
  const title = '1 memory decayed, 2 memories evicted to the bin'
  expect(await sweep(report)).toEqual([[{ title, undo: { seq: 6, all: [4, 6] } }]])
  expect(await sweep(NOTHING)).toEqual([[{ title: 'Nothing was due' }]])
  expect(await sweep({ ...NOTHING, purged: 3 })).toEqual([[{ title: '3 memories deleted for good' }]])
})
