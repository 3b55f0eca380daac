import { beforeEach, describe, expect, it } from 'vitest'
import type { MoveProgress } from '#contract/connections'
import { AppError } from '#contract/errors'
import type { SomaClient } from '#contract/index'
import { cancelMove, hideMove, moveStore, showMove, startMove } from './move-store.ts'

const TARGET = { id: 'spare', name: 'Spare' }
const progress = (done: number): MoveProgress => ({
  ...{ type: 'progress', stage: 'write', done, total: 10, rate: null, remaining: null },
})
const RESULT: MoveProgress = {
  ...{ type: 'result', tables: [], memories: 10, seconds: 1, missed: 0, resumed: false },
}
type Steps = (signal: AbortSignal) => AsyncGenerator<MoveProgress>
const clientOf = (steps: Steps): SomaClient =>
  ({
    connections: { move: (_: object, { signal }: { signal: AbortSignal }) => steps(signal) },
  }) as unknown as SomaClient
const now = () => moveStore.getState()

beforeEach(() => {
  moveStore.setState({ state: { is: 'idle' }, shown: null })
})

describe('a move of everything', () => {
  it('goes on while nobody looks, and what came of it is there for who looks again', async () => {
    showMove('spare')
    let goOn = (): void => {}
    const moving = startMove(
      clientOf(async function* () {
        yield progress(3)
        await new Promise<void>((resolve) => {
          goOn = resolve
        })
        yield RESULT
      }),
      TARGET,
    )
    await expect.poll(() => now().state).toMatchObject({ is: 'running', progress: { done: 3 } })
    hideMove()
    expect(now()).toMatchObject({ shown: null, state: { is: 'running' } })
    // Another one is not begun meanwhile: the one that runs is shown.
    showMove('other')
    expect(now().shown).toBe('spare')
    hideMove()
    goOn()
    await moving
    expect(now()).toMatchObject({ shown: null, state: { is: 'done', target: TARGET } })
    showMove('spare')
    expect(now()).toMatchObject({ shown: 'spare', state: { is: 'done' } })
    hideMove()
    expect(now().state.is).toBe('idle')
  })

  it('tells a cancel from a failure, from wherever it was cancelled', async () => {
    const failing = (error: Error) =>
      clientOf(async function* () {
        yield progress(1)
        throw error
      })
    await startMove(failing(new AppError('request/cancelled', {})), TARGET)
    expect(now().state).toMatchObject({ is: 'failed', isCancelled: true })
    await startMove(failing(new Error('the disk is full')), TARGET)
    expect(now().state).toMatchObject({ is: 'failed', isCancelled: false })
    // What came of one place is not shown at another.
    showMove('other')
    expect(now()).toMatchObject({ shown: 'other', state: { is: 'idle' } })
    const moving = startMove(
      clientOf(async function* (signal) {
        yield progress(1)
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))))
      }),
      TARGET,
    )
    await expect.poll(() => now().state.is).toBe('running')
    cancelMove()
    await moving
    expect(now().state).toMatchObject({ is: 'failed', isCancelled: true })
  })
})
