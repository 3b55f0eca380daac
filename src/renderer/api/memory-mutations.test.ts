import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it, vi } from 'vitest'
import { AppError } from '#contract/errors'
import type { SomaClient } from '#contract/index'
import type { Page } from '#contract/memories'
import type { ToastInput } from '../workspace/toast.ts'
import { createMemoryMutations } from './memory-mutations.ts'

const row = (x: number) => ({ coordinate: [x], pinned: false, importance: 0, title: `t${x}` })
const pageKey = ['memory', 'n', 'page', {}]

const open = (
  memories: Partial<SomaClient['memories']>,
  changes: Partial<SomaClient['changes']> = {},
  gate: Partial<SomaClient['gate']> = {},
) => {
  const queryClient = new QueryClient()
  queryClient.setQueryData(pageKey, { total: 2, offset: 0, rows: [row(1), row(2)], seq: 1 })
  const toasts: ToastInput[] = []
  const onUndone = vi.fn()
  const onRefused = vi.fn()
  const onShow = vi.fn()
  const mutations = createMemoryMutations({
    client: { memories, changes, gate } as unknown as SomaClient,
    queryClient,
    toast: (input) => toasts.push(input),
    onUndone,
    onRefused,
    onRedone: vi.fn(),
    markOf: () => undefined,
    onShow,
  })
  const rows = () => queryClient.getQueryData<Page>(pageKey)!.rows
  return { mutations, toasts, rows, queryClient, onUndone, onRefused, onShow }
}

describe('createMemoryMutations', () => {
  it('shows a pin before the store has answered, and offers Undo when it has', async () => {
    let answer: (receipt: { seq: number; count: number; version: number }) => void = () => {}
    const { mutations, toasts, rows } = open({
      update: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    })
    const untouched = rows()[1]
    const done = mutations.update({ namespace: 'n', coordinate: [1], pinned: true })
    expect(rows()[0]!.pinned).toBe(true)
    expect(rows()[1]).toBe(untouched)
    expect(toasts).toEqual([])
    answer({ seq: 7, count: 1, version: 2 })
    expect((await done).ok).toBe(true)
    expect(toasts).toEqual([{ title: 'Pinned 1 memory', undo: { seq: 7 } }])
  })

  it('asks the engine what is true when a pin was refused, and says why', async () => {
    const { mutations, toasts, queryClient } = open({
      update: () => Promise.reject(new AppError('store/read-only', { reason: 'opened so' })),
    })
    const outcome = await mutations.update({ namespace: 'n', coordinate: [1], pinned: true })
    expect(outcome.ok).toBe(false)
    expect(toasts[0]).toMatchObject({ tone: 'error', detail: 'The store is open read-only: opened so' })
    expect(queryClient.getQueryState(pageKey)!.isInvalidated).toBe(true)
  })

  it('never shows a payload before it is stored, and leaves the error to the editor', async () => {
    const error = new AppError('memory/conflict', { namespace: 'n', coordinate: [1], expected: 1, actual: 2 })
    const { mutations, toasts, rows } = open({ update: () => Promise.reject(error) })
    const before = rows()
    const input = { namespace: 'n', coordinate: [1], payload: '{}', importance: 5, expectedVersion: 1 }
    expect(await mutations.update(input, { errors: 'inline' })).toEqual({ ok: false, error })
    expect(rows()).toBe(before)
    expect(toasts).toEqual([])
  })

  it('says so when there was nothing to change', async () => {
    const { mutations, toasts } = open({ remove: async () => ({ seq: 3, count: 0 }) })
    await mutations.remove({ namespace: 'n', coordinates: [[9]] })
    expect(toasts).toEqual([{ title: 'There was nothing to change' }])
  })

  it('moves an undone change to redo, and drops one that cannot be undone', async () => {
    const good = open({}, { undo: async () => ({ seq: 8, count: 1, summary: 'Undid: pinned' }) })
    await good.mutations.undo(7)
    expect(good.onUndone).toHaveBeenCalledWith(7, { seq: 8, title: 'Undid: pinned' })

    const refusal = new AppError('change/not-undoable', { seq: 7, reason: 'edited since' })
    const bad = open({}, { undo: () => Promise.reject(refusal) })
    await bad.mutations.undo(7)
    expect(bad.onRefused).toHaveBeenCalledWith(7)
    expect(bad.toasts[0]!.detail).toBe('This change cannot be undone: edited since')
  })

  it('GATE-2 says that a write was not stored and what it is like, and offers to store it anyway or to see that', async () => {
    const nearest = { coordinate: [4], title: 'Rotate the keys', similarity: 0.9712 }
    const verdict = { score: 0.03, novelty: 0.03, error: 0, threshold: 0.1, nearest }
    const storeAnyway = vi.fn(async () => ({ seq: 9, count: 2, summary: '', coordinate: [5] }))
    const { mutations, toasts, onShow } = open(
      { store: async () => ({ stored: false, seq: 8, count: 0, entry: 'e', gate: verdict }) },
      {},
      { storeAnyway },
    )
    const outcome = await mutations.store({ namespace: 'n', coordinate: [5], payload: '{}' })
    expect(outcome.ok && outcome.receipt.stored).toBe(false)
    const [toast] = toasts
    expect(toast).toMatchObject({ title: 'Not stored: 97% like "Rotate the keys"', tone: 'warning' })
    expect(toast?.undo).toBeUndefined()
    const run = (label: string) => toast?.actions?.find((action) => action.label === label)?.run()
    run('See it')
    expect(onShow).toHaveBeenLastCalledWith([4])
    run('Store anyway')
    await vi.waitFor(() => expect(onShow).toHaveBeenLastCalledWith([5]))
    expect(storeAnyway).toHaveBeenCalledWith({ namespace: 'n', entry: 'e' })
    expect(toasts[1]).toEqual({ title: 'Stored (5)', undo: { seq: 9 } })
  })

  it('GATE-2 says what was stored, with Undo, where the gate let it pass', async () => {
    const stored = { stored: true, seq: 3, count: 1, id: 'i', version: 1, created: true, gate: null } as const
    const { mutations, toasts } = open({ store: async () => stored })
    await mutations.store({ namespace: 'n', coordinate: [5], payload: '{}' })
    expect(toasts).toEqual([{ title: 'Stored (5)', undo: { seq: 3 } }])
  })
})
