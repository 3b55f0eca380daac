import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Composition } from '#hosts/composition/compose'
import { holdAgainstGuests } from '#hosts/composition/folder-guests'
import { openBeside } from '#hosts/composition/open-beside'
import { loadConfig } from '#hosts/config'
import { StartError } from '#hosts/start-error'
import { builtFiles } from './built-files.ts'
import {
  during,
  from,
  loaded,
  PATIENT,
  removeFolder,
  start,
  startedFolder,
  temporaryFolder,
} from './start.ts'

const folders: string[] = []
const folder = (made = startedFolder()): string => {
  folders.push(made)
  return made
}
afterEach(() => {
  for (const made of folders.splice(0)) removeFolder(made)
})

interface Sight {
  readonly total: number
  readonly found: readonly number[]
}

/** A process of its own beside the others. */
const another = (dataDir: string, author: string, count: number, row: number) => {
  const script = join(import.meta.dirname, 'beside-child.ts')
  const child: ChildProcess = spawn(process.execPath, [script, dataDir, author, String(count), String(row)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let faults = ''
  child.stderr?.on('data', (text) => {
    faults += String(text)
  })
  const ended = once(child, 'exit')
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]()
  const line = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${author} ended: ${faults}`)
    return value
  }
  return {
    written: async () => expect(await line()).toBe('written'),
    sees: async (query: string): Promise<Sight> => {
      child.stdin?.write(`${query}\n`)
      return JSON.parse(await line()) as Sight
    },
    /** @returns what it complained of */
    end: async (): Promise<string> => {
      child.stdin?.end()
      await ended
      return faults
    },
  }
}

const NAMESPACE = 'default'

/**
 * Whose memories a window knows of. Few changes are told one by one, many between two looks as `lagged`, after which a
 * window asks anew: which of them comes depends on how busy the machine is, what is shown in the end does not.
 */
const showing = ({ handlers }: Composition, signal: AbortSignal) => {
  const told = new Map<string, Set<string>>()
  const note = (author: string, id: string): void => {
    told.set(author, (told.get(author) ?? new Set()).add(id))
  }
  const askAnew = async (): Promise<void> => {
    const query = {
      namespace: NAMESPACE,
      limit: 200,
      bin: false,
      sort: { by: 'coordinate', direction: 'asc' },
    } as const
    for (let offset = 0; ; offset += query.limit) {
      const { rows } = await handlers.memories.page({ ...query, offset }, from('app', signal))
      for (const { id, coordinate } of rows) note(coordinate[0] === 1 ? 'ada' : 'ben', id)
      if (rows.length < query.limit) return
    }
  }
  const listening = async (): Promise<void> => {
    for await (const event of handlers.changes.events({}, from('app', signal))) {
      if (event.type === 'lagged') await askAnew()
      if (event.type !== 'changed' || event.change.namespace !== NAMESPACE) continue
      for (const id of event.ids) note(event.change.author, id)
    }
  }
  return {
    ended: listening(),
    shown: () => Object.fromEntries([...told].map(([author, ids]) => [author, ids.size])),
  }
}
/** Memories that each of two processes writes: `BESIDE_WRITES=5000 npx vitest run beside` takes its time. */
const EACH = Number(process.env.BESIDE_WRITES ?? 300)

describe('MEM-13 processes on one data folder', () => {
  it(`write ${EACH} memories each at once while the app runs: nothing is lost, and all see all`, async () => {
    const dataDir = folder()
    await during(start(dataDir), async (app) => {
      await loaded(app)
      const { handlers } = app
      const stopping = new AbortController()
      const window = showing(app, stopping.signal)
      const [ada, ben] = [another(dataDir, 'ada', EACH, 1), another(dataDir, 'ben', EACH, 2)]
      await Promise.all([ada.written(), ben.written()])

      await vi.waitFor(() => expect(window.shown()).toEqual({ ada: EACH, ben: EACH }), PATIENT)
      const { total } = await handlers.memories.stats({ namespace: NAMESPACE }, from())
      expect(total).toBe(2 * EACH)
      const mine = {
        namespace: NAMESPACE,
        coordinate: [3, 0],
        payload: '{"text":"the app noted a lighthouse"}',
      }
      await handlers.memories.store(
        { ...mine, type: 'episodic', importance: 0, ifTaken: 'refuse' },
        from('app'),
      )
      for (const process of [ada, ben]) {
        await vi.waitFor(async () => {
          expect(await process.sees('lighthouse')).toEqual({ total: 2 * EACH + 1, found: [3, 0] })
        }, PATIENT)
      }
      expect((await ada.sees(`ben noted number ${EACH - 1}`)).found).toEqual([2, EACH - 1])
      const hits = await handlers.recall.search(
        { namespace: NAMESPACE, query: `ada noted number ${EACH - 1}`, k: 1, exact: true },
        from('app'),
      )
      expect(hits.hits[0]?.memory.coordinate).toEqual([1, EACH - 1])
      // Each vector is there too, not the words alone.
      expect(hits.hits[0]?.similarity).toBeGreaterThan(0.9)

      const authors = await handlers.changes.authors({ namespace: NAMESPACE, whole: false }, from())
      expect(new Set(authors)).toEqual(new Set(['app', 'ada', 'ben']))
      stopping.abort()
      await window.ended
      expect([await ada.end(), await ben.end()]).toEqual(['', ''])
    })
  }, 240_000)

  it('make the database between them where there is none, and the app takes it as it is', async () => {
    const dataDir = folder(temporaryFolder())
    const [ada, ben] = [another(dataDir, 'ada', 20, 1), another(dataDir, 'ben', 20, 2)]
    await Promise.all([ada.written(), ben.written()])
    await vi.waitFor(async () => expect((await ada.sees('ben noted number 7')).total).toBe(40), PATIENT)
    expect([await ada.end(), await ben.end()]).toEqual(['', ''])
    await during(start(dataDir), async ({ handlers }) => {
      const { total } = await handlers.memories.stats({ namespace: NAMESPACE }, from())
      expect(total).toBe(40)
    })
  })

  it('EMB-4 ask the new vectors where the app changed the embedder', async () => {
    const dataDir = folder()
    await during(start(dataDir), async (app) => {
      await loaded(app)
      const config = loadConfig({ env: {}, explicit: { data_dir: dataDir } })
      const log = { info: () => {}, warn: () => {}, error: () => {} }
      const beside = await openBeside({
        config,
        files: builtFiles,
        version: '0.0.0',
        log,
        vectors: true,
        kind: 'mcp',
      })
      await beside.loaded
      try {
        const before = await beside.handlers.app.info({}, from('agent'))
        const settings = { provider: 'hash', dimension: 64 } as const
        await app.handlers.embedders.change({ settings }, from('app'))
        await vi.waitFor(async () => {
          const now = await beside.handlers.app.info({}, from('agent'))
          expect(now.embedder.id).not.toBe(before.embedder.id)
          expect(now.embedder).toEqual((await app.handlers.app.info({}, from('app'))).embedder)
        }, PATIENT)
        const memory = { namespace: NAMESPACE, coordinate: [4], payload: '{"text":"a pier of oak"}' }
        await beside.handlers.memories.store(
          { ...memory, type: 'episodic', importance: 0, ifTaken: 'refuse' },
          from('agent'),
        )
        await vi.waitFor(async () => {
          const query = { namespace: NAMESPACE, query: 'a pier of oak', k: 1 }
          for (const { handlers } of [beside, app]) {
            const { hits } = await handlers.recall.search(query, from('agent'))
            expect(hits[0]?.similarity).toBeCloseTo(1)
          }
        }, PATIENT)
      } finally {
        await beside.close()
      }
    })
  }, 120_000)

  it('STO-2 keep out who needs the database alone, and are kept out by it', async () => {
    const dataDir = folder()
    const ada = another(dataDir, 'ada', 1, 1)
    await ada.written()
    expect(() => holdAgainstGuests(dataDir)).toThrow(StartError)
    expect(await ada.end()).toBe('')
    const held = holdAgainstGuests(dataDir)
    const ben = another(dataDir, 'ben', 1, 2)
    await expect(ben.written()).rejects.toThrow('are being worked on as a whole')
    held.release()
    await ben.end()
  })
})
