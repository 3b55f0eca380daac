import { afterAll, beforeAll, describe } from 'vitest'
import { artefactSuite } from './artefact.suite.ts'
import { commitSuite } from './commit.suite.ts'
import { decaySuite } from './decay.suite.ts'
import { derivedSuite } from './derived.suite.ts'
import { embeddersSuite } from './embedders.suite.ts'
import { linkSuite } from './link.suite.ts'
import { mapSuite } from './map.suite.ts'
import { namespaceSuite } from './namespace.suite.ts'
import { pageSuite } from './page.suite.ts'
import { searchSuite } from './search.suite.ts'
import type { Bench, StoreUnderTest } from './store-bench.ts'
import { watchSuite } from './watch.suite.ts'

/** What every `MemoryStore` does, whatever it is made of. */
export const storeSuite = (title: string, open: () => Promise<StoreUnderTest>): void => {
  describe(title, () => {
    let opened: StoreUnderTest
    let names = 0
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.dispose())

    const bench = (): Bench => {
      const { store } = opened
      const name = (): string => `n${names++}`
      const namespace = async (): Promise<string> => {
        const fresh = name()
        await store.createNamespace(fresh, { at: 1, note: '', suggestions: [] })
        return fresh
      }
      return { store, name, namespace }
    }

    describe('changes', () => commitSuite(bench))
    describe('pages', () => pageSuite(bench))
    describe('searches', () => searchSuite(bench))
    describe('namespaces', () => namespaceSuite(bench))
    describe('links', () => linkSuite(bench))
    describe('maps of vectors', () => mapSuite(bench))
    describe('artefacts', () => artefactSuite(bench))
    describe('what is derived', () => derivedSuite(bench))
    describe('decay', () => decaySuite(bench))
    describe('embedders', () => embeddersSuite(bench))
    describe('the watch of recall', () => watchSuite(bench))
  })
}
