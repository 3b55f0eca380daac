import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { startThread, type Thread } from '#workers/thread'

const FILE = join(import.meta.dirname, 'odd-worker.ts')

const during = (work: (thread: Thread) => Promise<void>) => async () => {
  const thread = await startThread(FILE, null)
  try {
    await work(thread)
  } finally {
    await thread.close()
  }
}

describe('a thread', () => {
  it(
    'tells about itself, and carries results with their numbers',
    during(async (thread) => {
      expect(thread.details).toEqual({ name: 'odd' })
      expect(await thread.call('floats', [])).toEqual(Float32Array.of(1, 2, 3))
      expect(await thread.call('twice', [])).toEqual({ one: Float32Array.of(4), other: Float32Array.of(4) })
    }),
  )

  it(
    'gives the same empty result any number of times',
    during(async (thread) => {
      for (let i = 0; i < 3; i++) {
        expect(await thread.call('none', [])).toEqual({ keys: new Uint32Array(), scores: new Float64Array() })
      }
    }),
  )

  it(
    'outlives a result that cannot be carried',
    during(async (thread) => {
      await expect(thread.call('unclonable', [])).rejects.toThrow(/could not be cloned/)
      expect(await thread.call('floats', [])).toHaveLength(3)
    }),
  )

  it(
    'keeps the kind of errors that mean something',
    during(async (thread) => {
      await expect(thread.call('refused', [])).rejects.toMatchObject({
        name: 'MutationRefused',
        index: 3,
        found: 'binned',
        version: 7,
      })
      await expect(thread.call('app', [])).rejects.toSatisfy((error) => isError(error, 'memory/not-found'))
      await expect(thread.call('nothing', [])).rejects.toThrow(/no method "nothing"/)
    }),
  )

  it(
    'never begins what was cancelled while it waited',
    during(async (thread) => {
      const aborter = new AbortController()
      const first = thread.call('work', ['first'])
      const second = thread.call('work', ['second'], aborter.signal)
      const third = thread.call('work', ['third'])
      aborter.abort(new Error('typed on'))
      await expect(second).rejects.toThrow('typed on')
      await Promise.all([first, third])
      expect(await thread.call('done', [])).toEqual(['first', 'third'])
    }),
  )

  it(
    'rejects a call that was cancelled before, and does not throw',
    during(async (thread) => {
      const call = thread.call('work', ['never'], AbortSignal.abort(new Error('too late')))
      await expect(call).rejects.toThrow('too late')
    }),
  )

  it.each([
    ['die', /ended with 3/],
    ['crash', /it went wrong/],
  ])('that ends (%s) rejects what waits and what comes', async (how, reason) => {
    const thread = await startThread(FILE, null)
    const calls = [thread.call(how, []), thread.call('work', ['waits'])]
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { name: 'ThreadEnded' } })
    expect(thread.isOver()).toBe(true)
    await expect(thread.call('floats', [])).rejects.toThrow(reason)
    await thread.close()
  })

  it('that cannot start says why', async () => {
    await expect(startThread(FILE, 'fail')).rejects.toSatisfy((e) => isError(e, 'namespace/not-found'))
    await expect(startThread(join(import.meta.dirname, 'missing.ts'), null)).rejects.toThrow(/missing/)
  })
})
