import type { MemoryStore } from '../ports.ts'

/**
 * A store that hands every call on. Named one by one so that a new method of the port does not compile until somebody
 * asked what it hands out: payloads, texts, titles and sentences have to be opened and sealed by who wraps this.
 */
export const delegatedStore = (store: MemoryStore): MemoryStore => ({
  namespaces: () => store.namespaces(),
  createNamespace: (...args) => store.createNamespace(...args),
  renameNamespace: (...args) => store.renameNamespace(...args),
  copyNamespace: (...args) => store.copyNamespace(...args),
  removeNamespace: (...args) => store.removeNamespace(...args),
  compareNamespaces: (...args) => store.compareNamespaces(...args),
  stats: (...args) => store.stats(...args),
  commit: (...args) => store.commit(...args),
  undoPlan: (...args) => store.undoPlan(...args),
  changes: (...args) => store.changes(...args),
  artefacts: (...args) => store.artefacts(...args),
  keepGoldenRun: (...args) => store.keepGoldenRun(...args),
  goldenRuns: (...args) => store.goldenRuns(...args),
  lastGoldenRun: (...args) => store.lastGoldenRun(...args),
  rowsAt: (...args) => store.rowsAt(...args),
  get: (...args) => store.get(...args),
  page: (...args) => store.page(...args),
  range: (...args) => store.range(...args),
  versions: (...args) => store.versions(...args),
  version: (...args) => store.version(...args),
  links: (...args) => store.links(...args),
  space: (...args) => store.space(...args),
  keyOf: (...args) => store.keyOf(...args),
  namespacesWith: (...args) => store.namespacesWith(...args),
  rows: (...args) => store.rows(...args),
  attributes: (...args) => store.attributes(...args),
  linksAround: (...args) => store.linksAround(...args),
  touch: (...args) => store.touch(...args),
  matching: (...args) => store.matching(...args),
  keywords: (...args) => store.keywords(...args),
  keywordScores: (...args) => store.keywordScores(...args),
  vectorsAfter: (...args) => store.vectorsAfter(...args),
  withoutVector: (...args) => store.withoutVector(...args),
  putVectors: (...args) => store.putVectors(...args),
  seq: () => store.seq(),
  close: () => store.close(),
})
