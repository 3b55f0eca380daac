import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Status } from '#contract/app'
import type { EngineEvent } from '#contract/changes'
import { contract, type SomaHandlers } from '#contract/index'
import { connect } from '#rpc/connect'
import { createMemoryPorts } from '#rpc/memory-port'
import { serve } from '#rpc/serve'
import type { Timers } from './coalesce.ts'
import { followEvents } from './follow-events.ts'

const change = (seq: number, namespace = 'notes') => ({
  seq,
  namespace,
  at: 0,
  author: 'app',
  action: 'store',
  summary: '',
  count: 1,
  undoes: null,
  undoneBy: null,
})

const createManualTimers = () => {
  let now = 0
  const tasks = new Set<{ at: number; task: () => void }>()
  const timers: Timers = {
    now: () => now,
    after: (milliseconds, task) => {
      const entry = { at: now + milliseconds, task }
      tasks.add(entry)
      return () => tasks.delete(entry)
    },
  }
  const advance = (milliseconds: number) => {
    now += milliseconds
    for (const entry of [...tasks]) {
      if (entry.at > now) continue
      tasks.delete(entry)
      entry.task()
    }
  }
  return { timers, advance }
}

/** A backend that only knows status and events, over the real rpc. */
const createBackend = () => {
  const listeners = new Set<{ queue: EngineEvent[]; wake: () => void; fail: boolean }>()
  async function* events(_input: unknown, { signal }: { signal: AbortSignal }) {
    const listener = { queue: [] as EngineEvent[], wake: () => {}, fail: false }
    listeners.add(listener)
    signal.addEventListener('abort', () => listener.wake())
    try {
      while (!signal.aborted) {
        const item = listener.queue.shift()
        if (item) yield item
        else if (listener.fail) throw new Error('the engine fell over')
        else
          await new Promise<void>((resolve) => {
            listener.wake = resolve
          })
      }
    } finally {
      listeners.delete(listener)
    }
  }
  const status = async (): Promise<Status> => ({
    mode: 'on_demand',
    connection: { id: 'here', name: 'This computer', production: false, readOnly: false },
    store: { state: 'ready' },
    storeLatency: null,
    vectorStore: null,
    index: { state: 'ready', vectors: 0, bytes: 0, isBuilding: false, waiting: null },
    embedder: { state: 'ready', since: 0, message: '', lastLatency: null },
    encryption: { state: 'off' },
    audit: { enabled: false, path: '', bytes: 0, waiting: 0, dropped: 0, problem: null, since: null },
    traces: { enabled: false, targets: [] },
    dating: null,
    seq: 0,
  })
  const handlers = { app: { status }, changes: { events } } as unknown as SomaHandlers
  const [near, far] = createMemoryPorts()
  serve(contract, handlers, far, { client: 'test', checkOutputs: true, report: () => {} })
  const emit = (event: EngineEvent) => {
    for (const listener of listeners) {
      listener.queue.push(event)
      listener.wake()
    }
  }
  const drop = () => {
    for (const listener of listeners) {
      listener.fail = true
      listener.wake()
    }
  }
  return { client: connect(contract, near), emit, drop, listeners }
}

const stops: AbortController[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort()
})

const start = () => {
  const backend = createBackend()
  const queryClient = new QueryClient()
  const invalidate = vi.spyOn(queryClient, 'invalidateQueries')
  const clock = createManualTimers()
  const connections: string[] = []
  const seen: EngineEvent[] = []
  const stop = new AbortController()
  stops.push(stop)
  const done = followEvents({
    client: backend.client,
    queryClient,
    signal: stop.signal,
    onConnection: (connection) => connections.push(connection),
    onEvent: (event) => seen.push(event),
    timers: clock.timers,
  })
  const rounds = () => invalidate.mock.calls.map(([filters]) => JSON.stringify(filters?.queryKey))
  return { ...backend, ...clock, connections, seen, rounds, done, stop }
}

describe('followEvents', () => {
  it('invalidates at once what a change touched, and nothing of another namespace', async () => {
    const { emit, rounds, connections } = start()
    await vi.waitFor(() => expect(connections).toEqual(['online']))
    emit({ type: 'changed', change: change(1), ids: ['a'] })
    await vi.waitFor(() => expect(rounds()).toContain('["memory","notes"]'))
    expect(rounds()).toContain('["recall","notes"]')
    expect(rounds().some((key) => key?.includes('other'))).toBe(false)
  })

  it('QUAL-2 asks golden sets and saved queries anew when they changed, and no memories then', async () => {
    const { emit, rounds, connections } = start()
    await vi.waitFor(() => expect(connections).toEqual(['online']))
    emit({ type: 'artefacts', change: change(1), kinds: ['golden-set', 'golden-entry', 'saved-query'] })
    await vi.waitFor(() => expect(rounds()).toContain('["golden","notes"]'))
    expect(rounds().sort()).toEqual([
      '["app"]',
      '["changes"]',
      '["golden","notes"]',
      '["saved-queries","notes"]',
    ])
  })

  it('gathers a burst into one more round', async () => {
    const { emit, rounds, advance, connections, seen } = start()
    await vi.waitFor(() => expect(connections).toEqual(['online']))
    for (let seq = 1; seq <= 500; seq++) emit({ type: 'changed', change: change(seq), ids: ['a'] })
    await vi.waitFor(() => expect(seen).toHaveLength(500))
    const first = rounds().length
    advance(99)
    expect(rounds().length).toBe(first)
    advance(1)
    expect(rounds().length).toBe(2 * first)
  })

  it('asks everything anew when it lagged', async () => {
    const { emit, rounds, connections } = start()
    await vi.waitFor(() => expect(connections).toEqual(['online']))
    emit({ type: 'lagged' })
    await vi.waitFor(() => expect(rounds()).toEqual(['[]']))
  })

  it('subscribes again after the stream broke and then asks everything anew', async () => {
    const { drop, rounds, advance, connections, listeners } = start()
    await vi.waitFor(() => expect(connections).toEqual(['online']))
    drop()
    await vi.waitFor(() => expect(connections).toEqual(['online', 'offline']))
    expect(listeners.size).toBe(0)
    advance(250)
    await vi.waitFor(() => expect(connections).toEqual(['online', 'offline', 'online']))
    expect(listeners.size).toBe(1)
    expect(rounds()).toEqual(['[]'])
  })

  it('ends when it is told to', async () => {
    const { stop, done, listeners, connections } = start()
    await vi.waitFor(() => expect(connections).toEqual(['online']))
    stop.abort()
    await done
    await vi.waitFor(() => expect(listeners.size).toBe(0))
  })
})
