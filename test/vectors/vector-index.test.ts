import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { defaultSettings } from '#engine/fractal/search-settings'
import { backedIndex } from '#engine/outbox/backed-index'
import { Outbox } from '#engine/outbox/outbox'
import type { SecondStore, VectorIndex } from '#engine/ports'
import { openVectorThread } from '#workers/vector-thread'
import { builtFiles } from '../composition/built-files.ts'
import { startDouble } from '../qdrant/double-server.ts'
import { qdrantAt } from '../qdrant/second-world.ts'
import { asyncIndex } from '../store/engine-in-process.ts'
import { BatchOutbox } from './batch-outbox.ts'
import { DIMENSION, type IndexUnderTest, vectorIndexSuite } from './vector-index.suite.ts'

const fractal = (isExact: boolean): FractalIndex =>
  new FractalIndex({
    dimension: DIMENSION,
    kernel: chooseKernel(),
    settings: { ...defaultSettings, isExact },
  })

const counting = (index: VectorIndex): Pick<IndexUnderTest, 'index' | 'answered'> => {
  let searches = 0
  const search: VectorIndex['search'] = (query) => {
    searches++
    return index.search(query)
  }
  return { index: { ...index, search }, answered: () => searches }
}

const local = (isExact: boolean) => async (): Promise<IndexUnderTest> => {
  const index = asyncIndex(fractal(isExact))
  return { ...counting(index), settle: async () => {}, dispose: () => index.close() }
}

const log = { info: () => {}, warn: () => {}, error: () => {} }

/** Searches that another store answered, with this computer behind it. */
const elsewhere = async (
  second: SecondStore,
  prefix: string,
  after: () => Promise<void>,
): Promise<IndexUnderTest> => {
  const store = new BatchOutbox(prefix, [1, 2])
  let answered = 0
  const counted: SecondStore = {
    target: second.target,
    name: second.name,
    open: (...args) => second.open(...args),
    openBeside: (...args) => second.openBeside(...args),
    write: (...args) => second.write(...args),
    keepMark: (...args) => second.keepMark(...args),
    forget: (...args) => second.forget(...args),
    marks: () => second.marks(),
    search: async (query) => {
      const found = await second.search(query)
      if (found !== 'needs-ids') answered++
      return found
    },
    points: (...args) => second.points(...args),
    foreignLines: (...args) => second.foreignLines(...args),
    vectorsOf: (...args) => second.vectorsOf(...args),
    hashes: (...args) => second.hashes(...args),
    remove: (...args) => second.remove(...args),
    health: () => second.health(),
    close: () => second.close(),
  }
  const clock = { now: () => 1, elapsed: () => performance.now() }
  const outbox = new Outbox({
    ...{ store, second: counted, embedder: 'e', clock, log, holder: 'suite', batch: 64 },
    wait: async () => {},
    random: () => 0,
    onState: () => {},
  })
  const index = backedIndex({
    local: asyncIndex(fractal(true)),
    second: counted,
    outbox,
    log,
    idsOf: async () => null,
  })
  return {
    index: {
      ...index,
      apply: async (batch) => {
        store.take(batch)
        await index.apply(batch)
      },
    },
    settle: async () => {
      await outbox.once(new AbortController().signal)
      expect(outbox.state.is).toBe('even')
    },
    answered: () => answered,
    dispose: async () => {
      for (const space of [1, 2]) await second.forget(`${prefix}${space}`)
      await index.close()
      await after()
    },
  }
}

vectorIndexSuite('fractal', local(false))
vectorIndexSuite('exact', local(true))

vectorIndexSuite('fractal behind a thread', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-index-'))
  const { jobWorker, trialWorker, vectorWorker } = builtFiles
  const start = { dimension: DIMENSION, jobWorker, trialWorker, snapshot: join(folder, 'vectors.index') }
  const reopen = async () => openVectorThread(vectorWorker, start)
  const index = await reopen()
  const counted = counting(index)
  const dispose = async (): Promise<void> => {
    await index.close()
    rmSync(folder, { recursive: true })
  }
  return { ...counted, settle: async () => {}, reopen, dispose }
})

vectorIndexSuite('the double of Qdrant', async () => {
  const server = await startDouble()
  const second = qdrantAt(server.url, { embedder: 'e', dimension: DIMENSION })
  return elsewhere(second, 's', server.close)
})

const url = process.env.QDRANT_URL
if (url === undefined) {
  describe('vector index: a real Qdrant', () => {
    it('STO-4 gives the same', (context) => context.skip('QDRANT_URL names no Qdrant'))
  })
} else {
  vectorIndexSuite('a real Qdrant', () => {
    const second = qdrantAt(url, {
      ...{ embedder: 'e', dimension: DIMENSION, prefix: `soma-test-${randomUUID().slice(0, 8)}-` },
      apiKey: process.env.QDRANT_API_KEY,
    })
    return elsewhere(second, 's', async () => {})
  })
}
