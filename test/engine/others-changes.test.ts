import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { Observation } from '#engine/observe/observer'
import type { Embedder } from '#engine/ports'
import { delegatedStore } from '#engine/secrets/delegated-store'
import {
  type EngineInProcess,
  type EngineInProcessOptions,
  openEngineInProcess,
} from '../store/engine-in-process.ts'

const folders: string[] = []
const opened: EngineInProcess[] = []
const databaseFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-others-'))
  folders.push(folder)
  return join(folder, 'a.sqlite')
}
const open = async (options: EngineInProcessOptions): Promise<EngineInProcess> => {
  const made = await openEngineInProcess(options)
  opened.push(made)
  return made
}
afterEach(async () => {
  for (const { engine } of opened.splice(0)) await engine.close()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const put = ({ engine }: EngineInProcess, namespace: string, n: number, text = `number ${n}`) =>
  engine.memories.store(
    {
      ...{ namespace, coordinate: [n], payload: JSON.stringify({ text }), type: 'episodic' },
      ...{ importance: 0, ifTaken: 'update' },
    },
    'other',
  )

const has = async ({ store }: EngineInProcess, namespace: string): Promise<string[]> => {
  const found = await store.memoriesAfter(namespace, 0, 10_000)
  return found.map(({ memory }) => `${memory.coordinate} ${memory.payload} ${memory.version}`)
}

/** Shows what it asked last, and asks again what an event makes old: everything, or one namespace. */
class Window {
  readonly shown = new Map<string, readonly string[]>()
  readonly told: string[] = []
  readonly #stale = new Set<string>()
  readonly #app: EngineInProcess
  readonly #namespaces: readonly string[]

  constructor(app: EngineInProcess, namespaces: readonly string[]) {
    this.#app = app
    this.#namespaces = namespaces
    void this.#listen()
  }

  async #listen(): Promise<void> {
    for await (const event of this.#app.engine.events.subscribe(new AbortController().signal)) {
      this.told.push(event.type)
      if (event.type === 'lagged') for (const name of this.#namespaces) this.#stale.add(name)
      if (event.type === 'changed') this.#stale.add(event.change.namespace)
    }
  }

  /** Once it has heard what there is to hear. */
  async renew(): Promise<void> {
    await turn()
    for (const name of this.#stale) this.shown.set(name, await has(this.#app, name))
    this.#stale.clear()
  }
}

const NAMES = ['a', 'b']

describe('MEM-13 what others change', () => {
  it.each([1, 200, 201, 450])(
    'leaves a window with the whole truth, %i changes between two looks',
    async (many) => {
      const file = databaseFile()
      const [app, other] = [await open({ file }), await open({ file })]
      for (const name of NAMES) await other.engine.namespaces.create(name)
      await app.engine.followOthers()
      const window = new Window(app, NAMES)
      for (let round = 0; round < 2; round++) {
        for (let n = 0; n < many; n++) await put(other, NAMES[n % 2] as string, n % 150, `${round} ${n}`)
        await app.engine.followOthers()
        await window.renew()
        for (const name of NAMES) {
          expect(window.shown.get(name) ?? []).toEqual(await has(other, name))
        }
        const [last] = (
          await app.engine.recall.search(
            { namespace: NAMES[(many - 1) % 2] as string, query: `${round} ${many - 1}`, k: 1 },
            new AbortController().signal,
          )
        ).hits
        expect(last?.memory.coordinate).toEqual([(many - 1) % 150])
        expect(last?.similarity).toBeCloseTo(1)
      }
      expect(window.told.includes('lagged')).toBe(many > 200)
    },
  )

  it('is told at once where vectors are still to be made, and found by its meaning when they are', async () => {
    const file = databaseFile()
    let letGo = (): void => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const hashing = createHashingEmbedder(16)
    const slow: Embedder = {
      ...hashing,
      embed: async (...args) => {
        await held
        return hashing.embed(...args)
      },
    }
    const mute: Embedder = { ...hashing, embed: () => Promise.reject(new Error('away')) }
    const app = await open({ file, embedder: slow })
    const other = await open({ file, embedder: mute, onFault: () => {} })
    await other.engine.namespaces.create('a')
    await app.engine.followOthers()
    const window = new Window(app, NAMES)
    await put(other, 'a', 1, 'a heron at the pond')
    await app.engine.followOthers()
    await window.renew()
    expect(window.shown.get('a')).toHaveLength(1)
    expect(app.engine.indexState()).toMatchObject({ vectors: 0 })

    window.told.length = 0
    letGo()
    while (!window.told.includes('status')) await turn()
    expect(app.engine.indexState()).toMatchObject({ vectors: 1 })
  })

  it('is counted once each, though a look fails in the middle and is made again', async () => {
    const file = databaseFile()
    const noted: number[] = []
    const observer = {
      note: (happened: Observation) => {
        if (happened.is === 'others-change') noted.push(happened.change.seq)
      },
    }
    let failures = 0
    const app = await open({
      file,
      observer,
      wrap: (store) => ({
        ...delegatedStore(store),
        effectsAfter: async (...query) => {
          if (failures > 0 && --failures === 0) throw new Error('busy')
          return store.effectsAfter(...query)
        },
      }),
    })
    const other = await open({ file })
    await other.engine.namespaces.create('a')
    await app.engine.followOthers()
    const rounds = [20, 20, 1100]
    for (const [i, many] of rounds.entries()) {
      const failing = i + 1
      for (let n = 0; n < many; n++) await put(other, 'a', n % 10, `${failing} ${n}`)
      failures = failing
      await expect(app.engine.followOthers()).rejects.toThrow('busy')
      await put(app, 'a', 50)
      await app.engine.followOthers()
    }
    const others = (await other.engine.journal.list({ limit: 10_000 }))
      .map(({ seq }) => seq)
      .filter((seq) => noted.includes(seq))
    expect(noted).toHaveLength(1140)
    expect(new Set(noted).size).toBe(1140)
    expect(others).toHaveLength(1140)
  })
})
