import type Database from 'better-sqlite3'
import type { ArtefactStore } from '#engine/artefact-ports'
import type { DecayStore } from '#engine/decay/decay-ports'
import type { FileDiagnosis } from '#engine/doctor/doctor-ports'
import type { GraphStore } from '#engine/graph-ports'
import type { HistoryStore } from '#engine/journal/journal-ports'
import type { PlaceStore } from '#engine/place-ports'
import type { MapStore, MemoryStore, NamespaceStore, OutboxStore, SelfTestStore } from '#engine/ports'
import type { WatchStore } from '#engine/quality/watch/watch-ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { artefacts, artefactTally } from './artefacts.ts'
import { changeParts } from './change-parts.ts'
import { commit } from './commit.ts'
import { compareMoments } from './compare-moments.ts'
import * as decay from './decay.ts'
import { diagnose, mend } from './doctor.ts'
import { diagnoseSaved, type SavedDiagnosis, type SavedIndex } from './doctor-saved.ts'
import { effectsAfter } from './effects.ts'
import * as embedders from './embedders.ts'
import { gateRecords } from './gate-records.ts'
import { goldenRuns, keepGoldenRun, lastGoldenRun } from './golden-runs.ts'
import { GraphFeed } from './graph-feed.ts'
import { linksAfter, memoriesAfter, removedLinks, titlesOf } from './graph-queries.ts'
import { Graphs } from './graphs.ts'
import { history, historyAuthors, nextChanges } from './history.ts'
import { artefactChanges, changes, undoPlan } from './journal.ts'
import { KeywordFeed, type SavedKeywords } from './keyword-feed.ts'
import { scoreKeywords, searchKeywords } from './keyword-search.ts'
import { link, linksAt } from './links.ts'
import { linksAround } from './links-around.ts'
import { keepMap, keptMap, mapRows } from './maps.ts'
import { moments } from './moments.ts'
import { binNamespace, binnedNamespaces, purgeNamespace, unbinNamespace } from './namespace-bin.ts'
import {
  compareNamespaces,
  copyNamespace,
  createNamespace,
  listNamespaces,
  removeNamespace,
  renameNamespace,
} from './namespaces.ts'
import { isDamage } from './open.ts'
import * as outbox from './outbox.ts'
import { keepPlaceAxes, placeAxes } from './place-axes.ts'
import { purgeBin, purgeVersions } from './purge.ts'
import * as queries from './queries.ts'
import { rewindSteps, touchedBy } from './rewind.ts'
import * as sealing from './sealing.ts'
import { keepSelfTest, selfTest } from './self-tests.ts'
import { settleRows } from './settle-rows.ts'
import { lastSeq, namespaceRow } from './space.ts'
import { Statements } from './statements.ts'
import { touch } from './touch.ts'
import { VectorTable } from './vector-table.ts'
import { Walks } from './walks.ts'
import * as watch from './watch.ts'
import { whenFree } from './when-free.ts'

/** A port whose methods answer at once: what runs inside a worker, where waiting costs nobody anything. */
export type Sync<Port> = {
  readonly [M in keyof Port]: Port[M] extends (...args: infer A) => Promise<infer R>
    ? (...args: A) => R | Promise<R>
    : Port[M]
}

/** What a database file can do beside being a store. */
export interface DatabaseFile {
  /**
   * Reads some memories into the keyword indexes, for about three milliseconds; true while there are more. Where nobody
   * calls it keyword searches are answered by SQLite.
   */
  followKeywords(): boolean
  /** How many rows were read since the keyword indexes were saved, and how many they have; null until they are there. */
  keywordProgress(): KeywordFeed['progress']
  /** Writes the keyword indexes piece by piece; an error where they change meanwhile. */
  saveKeywords: KeywordFeed['save']
  /** Copies the database while it is in use. */
  backup(file: string): Promise<void>
  /** Null where the file is sound, else what SQLite says of it. */
  integrity(): string | null
  /** Holds what is derived from memories against them. */
  diagnose(): FileDiagnosis
  /** Holds saved indexes against the memories. */
  diagnoseSaved(saved: readonly SavedIndex[]): SavedDiagnosis
}

const transactionsOf = (sql: Statements) => ({
  /** Reads that belong together see one state of the database. */
  reading:
    <A extends unknown[], R>(read: (sql: Statements, ...args: A) => R) =>
    (...args: A): R =>
      sql.db.transaction(() => read(sql, ...args)).deferred(),
  writing:
    <A extends unknown[], R>(write: (sql: Statements, ...args: A) => R) =>
    (...args: A): R =>
      whenFree(() => sql.db.transaction(() => write(sql, ...args)).immediate()),
})

const sealedStorage = (sql: Statements): Sync<SealedStorage> => {
  const { reading, writing } = transactionsOf(sql)
  return {
    restingPayloads: reading(sealing.restingPayloads),
    restingStates: reading(sealing.restingStates),
    restingArtefacts: reading(sealing.restingArtefacts),
    rewriteArtefacts: (...rewrites) => sealing.rewriteArtefacts(sql, ...rewrites),
    rewriteStates: (rewrites) => sealing.rewriteStates(sql, rewrites),
    journalLines: reading(sealing.journalLines),
    rewriteJournal: (lines) => sealing.rewriteJournal(sql, lines),
    sealingRecord: reading(sealing.sealingRecord),
    setSealingRecord: writing(sealing.setSealingRecord),
    eraseTraces: () => sealing.eraseTraces(sql),
  }
}

const decayStore = (sql: Statements): Sync<DecayStore> => {
  const { reading, writing } = transactionsOf(sql)
  return {
    // Asked before each sweep, so that nobody has to wait for a writer where there is nothing to do.
    dateBy: (rules, limit) => (decay.isDatedBy(sql, rules) ? null : writing(decay.dateBy)(rules, limit)),
    dueMemories: reading(decay.dueMemories),
    markForgotten: writing(decay.markForgotten),
    decayEvents: reading(decay.decayEvents),
    decayFacts: reading(decay.decayFacts),
    evictable: reading(decay.evictable),
    stateOfData: () => decay.stateOfData(sql),
    purgeBin: writing(purgeBin),
    purgeVersions: writing(purgeVersions),
  }
}

const historyStore = (sql: Statements): Sync<HistoryStore> => {
  const { reading } = transactionsOf(sql)
  return {
    history: reading(history),
    historyAuthors: reading(historyAuthors),
    nextChanges: reading(nextChanges),
    changeParts: reading(changeParts),
    rewindSteps: reading(rewindSteps),
    touchedBy: reading(touchedBy),
  }
}

const namespaceStore = (sql: Statements): Sync<NamespaceStore> => {
  const { reading, writing } = transactionsOf(sql)
  return {
    namespaces: reading(listNamespaces),
    createNamespace: writing(createNamespace),
    renameNamespace: writing(renameNamespace),
    copyNamespace: writing(copyNamespace),
    binNamespace: writing(binNamespace),
    unbinNamespace: writing(unbinNamespace),
    binnedNamespaces: reading(binnedNamespaces),
    purgeNamespace: writing(purgeNamespace),
    removeNamespace: writing(removeNamespace),
    compareNamespaces: reading(compareNamespaces),
    stats: reading(queries.stats),
  }
}

const artefactStore = (sql: Statements): Sync<ArtefactStore> => {
  const { reading, writing } = transactionsOf(sql)
  return {
    artefacts: reading(artefacts),
    artefactTally: reading(artefactTally),
    artefactChanges: reading(artefactChanges),
    keepGoldenRun: writing(keepGoldenRun),
    goldenRuns: reading(goldenRuns),
    lastGoldenRun: reading(lastGoldenRun),
  }
}

/** What is kept that could be made again: the plane of places, maps, self-tests. */
const placeStore = (sql: Statements): Sync<PlaceStore & MapStore & SelfTestStore> => {
  const { reading, writing } = transactionsOf(sql)
  return {
    placeAxes: reading(placeAxes),
    keepPlaceAxes: writing(keepPlaceAxes),
    keptMap: reading(keptMap),
    keepMap: writing(keepMap),
    mapRows: reading(mapRows),
    selfTest: reading(selfTest),
    keepSelfTest: writing(keepSelfTest),
  }
}

const watchStore = (sql: Statements): Sync<WatchStore> => {
  const { reading, writing } = transactionsOf(sql)
  return {
    keepWatched: writing(watch.keepWatched),
    watched: reading(watch.watched),
    watchedNamespaces: reading(watch.watchedNamespaces),
    dropWatchedTexts: writing(watch.dropWatchedTexts),
    watchRows: reading(watch.watchRows),
    writeWatch: writing(watch.writeWatch),
    watchState: reading(watch.watchState),
    clearWatch: writing(watch.clearWatch),
  }
}

const outboxStore = (sql: Statements): Sync<OutboxStore> => {
  const { reading, writing } = transactionsOf(sql)
  return {
    outbox: reading(outbox.outbox),
    outboxMark: reading(outbox.outboxMark),
    keepOutboxMark: writing(outbox.keepOutboxMark),
    dropOutboxWaiting: writing(outbox.dropOutboxWaiting),
    outboxDepth: reading(outbox.outboxDepth),
    isOutboxMark: reading(outbox.isOutboxMark),
    holdOutbox: writing(outbox.holdOutbox),
    outboxSpaces: reading(outbox.outboxSpaces),
    outboxIds: reading(outbox.outboxIds),
  }
}

const graphStore = (sql: Statements, graphs: Graphs): Sync<GraphStore> => {
  const { reading } = transactionsOf(sql)
  return {
    graphColumns: reading((_, namespace) => graphs.columns(namespace)),
    keepAnalysis: reading((_, namespace, analysis) => graphs.keep(namespace, analysis)),
    keptAnalysis: reading((_, namespace) => graphs.kept(namespace)),
    graphView: reading((_, query) => graphs.view(query)),
    componentSizes: reading((_, namespace) => graphs.componentSizes(namespace)),
    titles: reading(titlesOf),
    hops: reading((_, namespace, pairs) => graphs.hops(namespace, pairs)),
    removedLinks: reading(removedLinks),
    moments: reading(moments),
    compareMoments: reading(compareMoments),
    memoriesAfter: reading(memoriesAfter),
    linksAfter: reading(linksAfter),
  }
}

/** The SQLite store over one connection; `stores/sqlite/open.ts` makes the connection. */
export const sqliteStore = (
  db: Database.Database,
  savedKeywords: SavedKeywords | null = null,
): Sync<MemoryStore & SealedStorage> & DatabaseFile => {
  const sql = new Statements(db)
  const feed = new KeywordFeed(sql, savedKeywords)
  const graphFeed = new GraphFeed(sql)
  const walks = new Walks(sql, graphFeed)
  const graphs = new Graphs(sql, graphFeed)
  const { reading, writing } = transactionsOf(sql)

  return {
    ...namespaceStore(sql),

    commit: (draft) => whenFree(() => commit(sql, draft)),
    undoPlan: reading(undoPlan),
    changes: reading(changes),
    effectsAfter: reading(effectsAfter),
    ...historyStore(sql),

    ...artefactStore(sql),
    ...watchStore(sql),
    ...outboxStore(sql),

    ...placeStore(sql),

    get: reading(queries.get),
    rowsAt: reading(queries.rowsAt),
    memoriesAt: reading(queries.memoriesAt),
    page: reading(queries.page),
    range: reading(queries.range),
    versions: reading(queries.versions),
    version: reading(queries.version),
    gateRecords: reading(gateRecords),
    links: reading(queries.links),
    link: reading(link),
    linksAt: reading(linksAt),
    neighbours: reading((_, query) => walks.neighbours(query)),
    paths: reading((_, query) => walks.paths(query)),
    ...graphStore(sql, graphs),

    space: reading((s, namespace: string) => {
      const { id, living } = namespaceRow(s, namespace)
      return { space: id, living, seq: lastSeq(s) }
    }),
    keyOf: reading(queries.keyOf),
    namespacesWith: reading(queries.namespacesWith),
    rows: reading(queries.recallRows),
    attributes: reading(queries.attributes),
    linksAround: reading(linksAround),
    touch: writing(touch),
    matching: reading(queries.matching),
    keywords: reading((s, query) => searchKeywords(s, feed, query)),
    keywordScores: reading((s, namespace, terms, keys, weights) =>
      scoreKeywords(s, feed, { namespace, terms, keys, weights }),
    ),
    ...decayStore(sql),
    mend: writing(mend),
    settleRows: writing(settleRows),

    followKeywords: reading(() => feed.step()),
    keywordProgress: () => feed.progress,
    saveKeywords: reading((_, ...[sink, crc]: Parameters<KeywordFeed['save']>) => feed.save(sink, crc)),

    embedders: reading(embedders.embedderRoles),
    adoptEmbedder: writing(embedders.adoptEmbedder),
    beginBuild: writing(embedders.beginBuild),
    pauseBuild: writing(embedders.pauseBuild),
    cancelBuild: writing(embedders.cancelBuild),
    finishBuild: writing(embedders.finishBuild),
    forgetPrevious: writing(embedders.forgetPrevious),
    dropVectors: writing(embedders.dropVectors),
    coverage: reading(embedders.coverage),

    vectorsAfter: reading((s, cursor, embedder, limit) =>
      VectorTable.after(s, VectorTable.find(s, embedder), cursor, limit),
    ),
    withoutVector: reading((s, embedder, after, limit) =>
      VectorTable.missing(s, VectorTable.find(s, embedder), after, limit),
    ),
    putVectors: writing(embedders.putVectors),

    ...sealedStorage(sql),

    seq: () => lastSeq(sql),
    backup: async (file) => {
      await db.backup(file)
    },
    integrity: () => integrityOf(db),
    diagnose: reading(diagnose),
    diagnoseSaved: reading(diagnoseSaved),
    close: () => {
      db.close()
    },
  }
}

const integrityOf = (db: Database.Database): string | null => {
  try {
    const answers = db.pragma('quick_check(5)') as { quick_check: string }[]
    const words = answers.map(({ quick_check }) => quick_check).join('; ')
    return words === 'ok' ? null : words
  } catch (error) {
    // Where the damage is bad enough the check itself cannot be made, which answers it too.
    if (!isDamage(error)) throw error
    return error.message
  }
}
