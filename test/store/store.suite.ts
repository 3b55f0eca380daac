import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MemoryStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { LANES } from '#workers/store-lanes'
import { artefactSuite } from './artefact.suite.ts'
import { commitSuite } from './commit.suite.ts'
import { decaySuite } from './decay.suite.ts'
import { derivedSuite } from './derived.suite.ts'
import { embeddersSuite } from './embedders.suite.ts'
import { graphSuite } from './graph.suite.ts'
import { journalSuite } from './journal.suite.ts'
import { linkSuite } from './link.suite.ts'
import { lookupSuite } from './lookup.suite.ts'
import { mapSuite } from './map.suite.ts'
import { namespaceSuite } from './namespace.suite.ts'
import { namespaceBinSuite } from './namespace-bin.suite.ts'
import { outboxSuite } from './outbox.suite.ts'
import { pageSuite } from './page.suite.ts'
import { searchSuite } from './search.suite.ts'
import type { Bench, StoreUnderTest } from './store-bench.ts'
import { togetherSuite } from './together.suite.ts'
import { watchSuite } from './watch.suite.ts'

/** Those behind which encrypted fields rest; they have tests of their own. */
const OF_SEALS: readonly string[] = [
  'restingStates',
  'restingArtefacts',
  'restingPayloads',
  'rewriteStates',
  'rewriteArtefacts',
  'journalLines',
  'rewriteJournal',
  'sealingRecord',
  'setSealingRecord',
  'eraseTraces',
] satisfies (keyof SealedStorage)[]

/** Every method of the port but these. */
const METHODS = Object.values(LANES)
  .flat()
  .filter((name) => !OF_SEALS.includes(name))

/** The store, and the names of its methods that were asked. */
const watched = (store: MemoryStore, asked: Set<string>): MemoryStore =>
  new Proxy(store, {
    get: (target, name) => {
      asked.add(String(name))
      return Reflect.get(target, name)
    },
  })

/** What every `MemoryStore` does, whatever it is made of. */
export const storeSuite = (title: string, open: () => Promise<StoreUnderTest>): void => {
  describe(title, () => {
    let opened: StoreUnderTest
    let names = 0
    let store: MemoryStore
    const asked = new Set<string>()
    beforeAll(async () => {
      opened = await open()
      store = watched(opened.store, asked)
    })
    afterAll(() => opened.dispose())

    const bench = (): Bench => {
      const { another } = opened
      const name = (): string => `n${names++}`
      const namespace = async (): Promise<string> => {
        const fresh = name()
        await store.createNamespace(fresh, { at: 1, note: '', suggestions: [] })
        return fresh
      }
      return { store, name, namespace, another }
    }

    describe('changes', () => commitSuite(bench))
    describe('lookups', () => lookupSuite(bench))
    describe('the journal', () => journalSuite(bench))
    describe('pages', () => pageSuite(bench))
    describe('searches', () => searchSuite(bench))
    describe('namespaces', () => namespaceSuite(bench))
    describe('namespaces in the bin', () => namespaceBinSuite(bench))
    describe('links', () => linkSuite(bench))
    describe('graphs', () => graphSuite(bench))
    describe('maps of vectors', () => mapSuite(bench))
    describe('artefacts', () => artefactSuite(bench))
    describe('what is derived', () => derivedSuite(bench))
    describe('decay', () => decaySuite(bench))
    describe('embedders', () => embeddersSuite(bench))
    describe('the watch of recall', () => watchSuite(bench))
    describe('the outbox', () => outboxSuite(bench))
    describe('two at once', () => togetherSuite(bench))

    it('STO-1 was asked every method of the port', () => {
      expect(METHODS.filter((name) => !asked.has(name))).toEqual([])
    })
  })
}
