import { describe, expect, test, vi } from 'vitest'
import { createMemoryPorts } from './memory-port.ts'
import { type Port, PortClosed } from './port.ts'
import { ConnectionRefused, type ConnectionState, createReconnectingPort } from './reconnecting-port.ts'

const until = (condition: () => boolean) => vi.waitUntil(condition, { interval: 2, timeout: 10_000 })

const setUp = (random = 0) => {
  const states: ConnectionState[] = []
  const dials: PromiseWithResolvers<Port>[] = []
  const pending: { callback: () => void; ms: number }[] = []
  const port = createReconnectingPort({
    open: () => {
      const dial = Promise.withResolvers<Port>()
      dials.push(dial)
      return dial.promise
    },
    onState: (state) => states.push(state),
    timers: {
      set: (callback, ms) => pending.push({ callback, ms }) && pending.at(-1),
      clear: (timer) => {
        const index = pending.indexOf(timer as (typeof pending)[0])
        if (index >= 0) pending.splice(index, 1)
      },
    },
    random: () => random,
  })
  const heard: unknown[] = []
  let losses = 0
  port.onMessage((message) => heard.push(message))
  port.onClose(() => losses++)
  const last = () => states.at(-1)?.state
  /** Lets the latest dial succeed and gives the far end. */
  const answer = async (got: unknown[] = []): Promise<Port> => {
    const [near, far] = createMemoryPorts()
    far.onMessage((message) => got.push(message))
    dials.at(-1)?.resolve(near)
    await until(() => last() === 'open')
    return far
  }
  const refuse = async (error: unknown): Promise<void> => {
    dials.at(-1)?.reject(error)
    await until(() => last() !== 'connecting')
  }
  return { port, states, dials, pending, heard, losses: () => losses, last, answer, refuse }
}

describe('a reconnecting port', () => {
  test('keeps what is posted while it connects for the first time', async () => {
    const { port, answer } = setUp()
    port.post('early')
    const got: unknown[] = []
    await answer(got)
    port.post('late')
    await until(() => got.length === 2)
    expect(got).toEqual(['early', 'late'])
  })

  test('tells a loss, refuses messages while offline, and comes back', async () => {
    const { port, pending, losses, last, answer, heard } = setUp()
    ;(await answer()).close()
    await until(() => last() === 'offline')
    expect(losses()).toBe(1)
    expect(() => port.post('x')).toThrow(PortClosed)
    pending.shift()?.callback()
    expect(last()).toBe('connecting')
    const far = await answer()
    far.post('hello again')
    await until(() => heard.length === 1)
    expect(losses()).toBe(1)
  })

  test('waits twice as long each time, up to a limit, and starts over after a word from the other end', async () => {
    const { pending, states, refuse, answer, heard, last } = setUp(1)
    for (let i = 0; i < 8; i++) {
      await refuse(new Error('no answer'))
      pending.shift()?.callback()
    }
    const delays = states.flatMap((state) => (state.state === 'offline' ? [state.retryInMs] : []))
    expect(delays).toEqual([300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000])
    const far = await answer()
    far.post('word')
    await until(() => heard.length === 1)
    far.close()
    await until(() => last() === 'offline')
    expect(states.at(-1)).toEqual({ state: 'offline', retryInMs: 300 })
  })

  test('spreads the delays by chance', async () => {
    const { refuse, states } = setUp(0)
    await refuse(new Error('no answer'))
    expect(states.at(-1)).toEqual({ state: 'offline', retryInMs: 150 })
  })

  test('does not try again where it was refused, until it is asked to', async () => {
    const { port, refuse, pending, last, dials, losses } = setUp()
    await refuse(new ConnectionRefused())
    expect(last()).toBe('refused')
    expect(pending).toEqual([])
    expect(losses()).toBe(1)
    port.retryNow()
    expect(dials).toHaveLength(2)
  })

  test('tries at once when asked, and leaves no timer behind', async () => {
    const { port, refuse, pending, dials } = setUp()
    await refuse(new Error('no answer'))
    port.retryNow()
    port.retryNow()
    expect(dials).toHaveLength(2)
    expect(pending).toEqual([])
  })

  test('closed while it connects, it hangs up on the connection that comes', async () => {
    const { port, dials, last, losses } = setUp()
    port.close()
    const [near, far] = createMemoryPorts()
    let hungUp = false
    far.onClose(() => {
      hungUp = true
    })
    dials[0]?.resolve(near)
    await until(() => hungUp)
    expect(last()).toBe('closed')
    expect(losses()).toBe(1)
    expect(() => port.post('x')).toThrow(PortClosed)
  })
})
