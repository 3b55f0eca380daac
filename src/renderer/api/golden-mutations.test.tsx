import { renderToString } from 'react-dom/server'
import { beforeEach, expect, it, vi } from 'vitest'
import { AppError } from '#contract/errors'
import type { SomaClient } from '#contract/index'
import type { ToastInput } from '../workspace/toast.ts'
import { ApiContext } from './client-context.tsx'
import type { GoldenMutations } from './golden-mutations.ts'
import { createQueries } from './queries/create-queries.ts'
import type { SavedQueryMutations } from './saved-query-mutations.ts'
import { useGoldenMutations } from './use-golden-mutations.ts'
import { useSavedQueryMutations } from './use-saved-query-mutations.ts'

const toasts: ToastInput[] = []
// The workspace of a window needs a window.
vi.mock('../workspace/use-workspace.ts', () => ({ toast: (input: ToastInput) => toasts.push(input) }))
beforeEach(() => void toasts.splice(0))

const receipt = { seq: 7, count: 1, summary: 'Starred "a" for "b" in "c"' }
const client = {
  golden: { star: async () => receipt, unstar: async () => ({ ...receipt, seq: 0, count: 0 }) },
  queries: { save: () => Promise.reject(new AppError('query/exists', { name: 'mine' })) },
} as unknown as SomaClient

const mutationsIn = (): { golden: GoldenMutations; saved: SavedQueryMutations } => {
  let found: { golden: GoldenMutations; saved: SavedQueryMutations } | null = null
  const Probe = () => {
    found = { golden: useGoldenMutations(), saved: useSavedQueryMutations() }
    return null
  }
  renderToString(
    <ApiContext value={{ client, desktop: null, queries: createQueries(client) }}>
      <Probe />
    </ApiContext>,
  )
  return found!
}

it('QUAL-2 starring tells in the engine’s words what happened, with Undo', async () => {
  const { golden } = mutationsIn()
  const star = { namespace: 'n', set: 'c', query: 'b', coordinate: [1] }
  expect(await golden.star(star)).toEqual({ ok: true, receipt })
  await golden.unstar(star)
  expect(toasts).toEqual([
    { title: receipt.summary, undo: { seq: 7 } },
    { title: 'There was nothing to change' },
  ])
})

it('a name that is taken is left to the dialog that asked for it', async () => {
  const { saved } = mutationsIn()
  const outcome = await saved.save({ namespace: 'n', name: 'mine', query: 'q' }, { errors: 'inline' })
  expect(outcome).toMatchObject({ ok: false, error: { code: 'query/exists' } })
  expect(toasts).toEqual([])
})
