import { describe, expect, it, vi } from 'vitest'
import { AppError } from '#contract/errors'
import type { UndoItem } from '#contract/history'
import type { SomaClient } from '#contract/index'
import type { ChangeMark } from '../workspace/change-stack.ts'
import { createUndoMutations } from './undo-mutations.ts'

const open = (changes: object, marks: readonly ChangeMark[] = []) => {
  const ports = {
    client: { changes } as unknown as SomaClient,
    toast: vi.fn(),
    onUndone: vi.fn(),
    onRedone: vi.fn(),
    onRefused: vi.fn(),
    markOf: (seq: number) => marks.find((mark) => mark.seq === seq),
  }
  return { ports, mutations: createUndoMutations(ports) }
}

async function* stream(items: readonly UndoItem[], error?: unknown): AsyncGenerator<UndoItem> {
  yield* items
  if (error !== undefined) throw error
}

const progress = (done: number, made: number[]): UndoItem => ({ type: 'progress', done, total: 3, made })
const whole: UndoItem = { type: 'result', done: 3, total: 3, stopped: null }
const point = { seq: 4, title: 'Went to change 4', signal: new AbortController().signal }

describe('going to a point', () => {
  it('tells how far it is, and offers to undo all that it did together', async () => {
    const items = [progress(1, [8]), progress(3, [9, 10]), whole]
    const { ports, mutations } = open({ undoTo: () => stream(items) })
    const onProgress = vi.fn()
    expect(await mutations.goTo({ ...point, onProgress })).toBe(true)
    expect(onProgress.mock.calls).toEqual([
      [1, 3],
      [3, 3],
    ])
    const undo = { seq: 10, all: [8, 9, 10] }
    expect(ports.toast.mock.calls).toEqual([[{ title: 'Went to change 4', undo }]])
  })

  it('says where it stopped, and offers to undo what was done until then', async () => {
    const error = new AppError('request/cancelled', {})
    const { ports, mutations } = open({ undoTo: () => stream([progress(1, [8])], error) })
    expect(await mutations.goTo({ ...point, onProgress: vi.fn() })).toBe(false)
    const told = { title: 'Stopped after 1 of 3 changes', detail: 'It was cancelled.', tone: 'warning' }
    expect(ports.toast.mock.calls).toEqual([[{ ...told, undo: { seq: 8, all: [8] } }]])
  })

  it('says why nothing was done', async () => {
    const error = new AppError('change/not-undoable', { seq: 5, reason: 'what was purged is gone for good' })
    const { ports, mutations } = open({ undoTo: () => stream([], error) })
    expect(await mutations.goTo({ ...point, onProgress: vi.fn() })).toBe(false)
    expect(ports.toast.mock.calls[0]?.[0]).toMatchObject({ title: 'Nothing was changed', tone: 'error' })
  })
})

describe('undo of several changes', () => {
  it('takes back all that belong to one, and what undid them is undone together', async () => {
    const undoEach = vi.fn(() => stream([progress(2, [11, 12]), whole]))
    const { ports, mutations } = open({ undoEach }, [{ seq: 10, title: 'Went', all: [9, 10] }])
    await mutations.undo(10)
    expect(undoEach).toHaveBeenCalledWith({ seqs: [9, 10] })
    const by = { seq: 12, title: 'Undid 2 changes', all: [11, 12] }
    expect(ports.onUndone).toHaveBeenCalledWith(10, by)
  })

  it('redoes by the number of the change, and moves what undid it off the stack', async () => {
    const redo = vi.fn(async () => ({ seq: 9, count: 1, summary: 'Redid: Stored' }))
    const { ports, mutations } = open({ redo })
    await mutations.redo({ seq: 3, settledBy: { seq: 7, author: 'app', at: 0 } })
    expect(redo).toHaveBeenCalledWith({ seq: 3 })
    expect(ports.onRedone).toHaveBeenCalledWith(7, { seq: 9, title: 'Redid: Stored' })
  })
})
