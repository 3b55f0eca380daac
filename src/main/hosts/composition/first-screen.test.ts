import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { firstScreen } from './first-screen.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const watched = (rest: number) => {
  const stopping = new AbortController()
  const screen = firstScreen(rest, stopping.signal)
  let state = 'waits'
  screen.shown.then(
    () => {
      state = 'shown'
    },
    () => {
      state = 'given up'
    },
  )
  const later = async (milliseconds: number): Promise<string> => {
    await vi.advanceTimersByTimeAsync(milliseconds)
    return state
  }
  return { ...screen, later, stop: () => stopping.abort() }
}

describe('the first screen', () => {
  it('is there once those who asked have fallen silent', async () => {
    const { called, later } = watched(3)
    called()
    expect(await later(400)).toBe('waits')
    called()
    expect(await later(400)).toBe('waits')
    expect(await later(100)).toBe('shown')
    called()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is waited for no longer than it takes on a slow machine, whether nobody asks or somebody always does', async () => {
    expect(await watched(3).later(2999)).toBe('waits')
    const { called, later } = watched(3)
    for (let i = 0; i < 9; i++) {
      called()
      await later(300)
    }
    called()
    expect(await later(299)).toBe('waits')
    expect(await later(1)).toBe('shown')
  })

  it('is not waited for where there is none', async () => {
    expect(await watched(0).later(0)).toBe('shown')
  })

  it('is given up by who closes', async () => {
    const { called, later, stop } = watched(3)
    called()
    stop()
    expect(await later(0)).toBe('given up')
    expect(vi.getTimerCount()).toBe(0)
  })
})
