import type { IndexState } from '#contract/app'
import type { EmbedderSettings } from '#contract/embedders'
import type { GateSuggestion } from '#contract/gate'
import type { GateRecord } from '#contract/gate-record'
import { Bin } from './decay/bin.ts'
import { createDecay } from './decay/create-decay.ts'
import type { Decay } from './decay/decay.ts'
import { DEFAULT_DECAY } from './decay/default-rules.ts'
import { MemoryLimit } from './decay/memory-limit.ts'
import type { SecondOpinion } from './doctor/check-second.ts'
import { Doctor } from './doctor/doctor.ts'
import { Duplicates } from './duplicates/find-duplicates.ts'
import { MergeMemories, type MergeParts } from './duplicates/merge-memories.ts'
import { PairLabels } from './duplicates/pair-labels.ts'
import { type EngineOptions, liveOptions, withGateOptions, withRecallOptions } from './engine-options.ts'
import { Calibration } from './gate/calibrate.ts'
import { Gate } from './gate/gate.ts'
import { readGateRecords } from './gate/gate-record.ts'
import { Inbox } from './gate/inbox.ts'
import { SalienceReader } from './gate/salience.ts'
import { suggestionFrom } from './gate/suggest.ts'
import { GraphQuestions } from './graph/graph-questions.ts'
import { JOBS_IN_PROCESS } from './graph/jobs-in-process.ts'
import { Links } from './graph/links.ts'
import type { GraphJobs } from './graph-ports.ts'
import { EventBus } from './journal/event-bus.ts'
import { History } from './journal/history.ts'
import { Journal, type JournalParts } from './journal/journal.ts'
import { OthersChanges } from './journal/others-changes.ts'
import { OwnChanges } from './journal/own-changes.ts'
import { Rewind } from './journal/rewind.ts'
import type { Predictor, Summariser } from './life/adviser-ports.ts'
import { Hooks } from './life/hooks.ts'
import type { OutcomePolicy } from './life/judge-outcome.ts'
import { Life } from './life/life.ts'
import { Places } from './life/places.ts'
import { Maps } from './map/maps.ts'
import { Memories } from './memory/memories.ts'
import { Namespaces } from './memory/namespaces.ts'
import type { PayloadLimits } from './memory/payload.ts'
import { DEFAULT_PAYLOAD_LIMITS, DEFAULT_TEXT_FIELDS } from './memory/payload.ts'
import { observedPorts } from './observe/observed-ports.ts'
import type { Observer } from './observe/observer.ts'
import type { Clock, Embedder, EmbedderSource, IndexStats, Log, MemoryStore, VectorIndex } from './ports.ts'
import type { Autotune } from './quality/autotune/autotune.ts'
import { GoldenChanges, type GoldenParts } from './quality/golden-changes.ts'
import { GoldenRunner, type GoldenRunnerParts } from './quality/golden-runner.ts'
import { GoldenSets } from './quality/golden-sets.ts'
import { Recordings } from './quality/recordings.ts'
import { createWatch } from './quality/watch/create-watch.ts'
import type { Reservoir } from './quality/watch/reservoir.ts'
import type { Watch } from './quality/watch/watch.ts'
import { FilterCache } from './recall/filter-cache.ts'
import { Recall } from './recall/recall.ts'
import { SavedQueries } from './recall/saved-queries.ts'
import { SelfTests } from './recall/self-test/self-tests.ts'
import { TouchQueue } from './recall/touch-queue.ts'
import { ChosenSettings } from './settings/chosen-settings.ts'
import { exportsOf } from './transfer/export-memories.ts'
import { heldFiles } from './transfer/held-files.ts'
import type { ImportFiles } from './transfer/import-ports.ts'
import { Imports } from './transfer/imports.ts'
import { Tuning } from './tuning/tuning.ts'
import { ActiveVectors } from './vectors/active-vectors.ts'
import { Embedders } from './vectors/embedders.ts'
import { IndexSync } from './vectors/index-sync.ts'
import type { Wait } from './vectors/re-embed.ts'

export interface EnginePorts {
  readonly store: MemoryStore
  readonly index: VectorIndex
  readonly embedder: Embedder
  readonly clock: Clock
  readonly log: Log
  /** What a change of the embedder needs; without it there is only the one. */
  readonly embedding?: Embedding
  /** Language models that sum up (LIFE-2) and predict (LIFE-4); null where there are none. */
  readonly summariser?: Summariser | null
  readonly predictor?: Predictor | null
  /** Long work on graphs; without it, done where the engine is. */
  readonly graphJobs?: GraphJobs
  /** Who is told what the engine does: audit log, metrics. */
  readonly observer?: Observer | undefined
  /** The store elsewhere, for the doctor; null where there is none. */
  readonly second?: () => SecondOpinion | null
  /** Whether what was stored just now is in another store too; without it there is none. */
  readonly isTold?: () => Promise<boolean>
  /** Files on their way in; without it, held in memory. */
  readonly importFiles?: ImportFiles
}

export interface Embedding {
  readonly source: EmbedderSource
  /** How the embedder was opened. */
  readonly settings: EmbedderSettings
  readonly wait: Wait
}

/** The memory engine. It composes its parts and holds no rule itself. */
export interface Engine {
  readonly memories: Memories
  readonly links: Links
  /** LNK-5, LNK-6, and views to draw. */
  readonly graph: GraphQuestions
  /** Files of memories and links, in (LNK-4). */
  readonly imports: Imports
  /** A namespace as the text of a file, part by part (LNK-4). */
  readonly exportMemories: ReturnType<typeof exportsOf>
  readonly namespaces: Namespaces
  readonly recall: Recall
  readonly savedQueries: SavedQueries
  readonly recordings: Recordings
  /** What adaptive fusion knows of each namespace (REC-1). */
  readonly selfTests: SelfTests
  readonly settings: ChosenSettings
  /** GATE: which writes are stored, and what became of the others. */
  readonly gate: Gate
  readonly inbox: Inbox
  readonly calibration: Calibration
  readonly salience: SalienceReader
  gateRecords(namespace: string, coordinate: readonly number[]): Promise<GateRecord[]>
  /** What judged pairs say of thresholds. */
  suggestion(namespace: string): Promise<GateSuggestion>
  /** Memories that say the same: how they are found, judged and merged. */
  readonly duplicates: {
    readonly search: Duplicates
    readonly merging: MergeMemories
    readonly labels: PairLabels
  }
  /** Higher operations: consolidate, outcomes, replay, share, analyze. */
  readonly life: Life
  /** Code of others around what the engine does (LIFE-6). */
  readonly hooks: Hooks
  /** DEC: what is forgotten and when, what will be, and the sweep that does it. */
  readonly decay: Decay
  readonly bin: Bin
  /** STO-6: whether what is derived is what the memories say. */
  readonly doctor: Doctor
  /** QUAL-2. */
  readonly golden: {
    readonly sets: GoldenSets
    readonly changes: GoldenChanges
    readonly runner: GoldenRunner
  }
  /** QUAL-3. */
  readonly tuning: Tuning
  /** Where vectors lie on a plane. */
  readonly maps: Maps
  /** QUAL-1. */
  readonly watch: Watch
  /** QUAL-4. */
  readonly autotune: Autotune
  readonly journal: Journal
  /** The journal as people read it, and going to and fro in it. */
  readonly history: History
  readonly rewind: Rewind
  readonly embedders: Embedders
  readonly events: EventBus
  readonly store: MemoryStore
  /** The one that answers now. */
  readonly embedder: Embedder
  readonly payloadLimits: PayloadLimits
  indexState(): IndexState
  indexStats(): Promise<IndexStats>
  /**
   * Brings the vectors into the index; recall answers from keywords until it resolves. Where that fails the state of
   * the index says so, and it may be tried again.
   * @param after what others wait for more: it begins when that resolves, or with the first search; not at all if it rejects
   */
  load(after?: Promise<unknown>): Promise<void>
  /** Writes what was counted of accesses since the last time (REC-6), and queries for the watch. */
  flushTouches(): Promise<void>
  /** Looks whether other processes changed the database, and takes their changes over (MEM-13). */
  followOthers(): Promise<void>
  /** Makes the vectors that memories wait for; the state of the index says whether any still do. */
  completeVectors(): Promise<void>
  /** Says anew what the vector index is like, and saves it if it is worth it. */
  keepIndex(): Promise<void>
  close(): Promise<void>
}

const nothingElse = (): Promise<never> => Promise.reject(new Error('no other embedder can be opened here'))

const ONLY_ONE: Embedding = {
  source: {
    offered: [],
    open: nothingElse,
    openIndex: nothingElse,
    keepSecrets: async () => {},
    forgetIndex: async () => {},
  },
  settings: { provider: 'fixed' },
  wait: async () => {},
}

const EXACT: OutcomePolicy = { policy: 'exact', threshold: 0.5 }

export const createEngine = (ports: EnginePorts, options: EngineOptions = {}): Engine => {
  const { store, index, embedder, clock, log, observer, embedding = ONLY_ONE } = observedPorts(ports)
  const { summariser = null, predictor = null } = ports
  const { textFields = DEFAULT_TEXT_FIELDS, outcomes = EXACT, sealed = null } = options
  const payloadLimits = { ...DEFAULT_PAYLOAD_LIMITS, ...options.payload }
  const events = new EventBus()
  const filters = new FilterCache(store)
  const onState = (): void => events.publish({ type: 'status' })
  const sync = new IndexSync({ store, index, embedder, clock, log, onState })
  const vectors = new ActiveVectors({ embedder, index, sync })
  const embedders = new Embedders({ store, vectors, events, clock, log, ...embedding })
  const own = new OwnChanges()
  const changed = { store, vectors, clock, events, filters, own, observer }
  const namespaces = new Namespaces(changed)
  const others = new OthersChanges(changed)
  const journal = new Journal(withSettings(options, { ...changed, embedders, namespaces }))
  const live = liveOptions(options)
  const touches = new TouchQueue({ store, clock, log, isOn: () => live.touch })
  const current = (): IndexSync => vectors.current().sync
  const hooks = new Hooks(log)
  const chosen = new ChosenSettings({ store, journal })
  const { traffic, reservoir, ...watching } = createWatch({
    ...{ store, vectors, clock, log, events, observer, live, chosen },
    onTurn: (isBusy) => embedding.source.giveWay?.(isBusy),
  })
  const selfTests = new SelfTests({ store, vectors, clock, isOn: () => live.fusion === 'adaptive' })
  const asked = { hooks, observer, traffic, reservoir, selfTests }
  const recall = new Recall(
    withRecallOptions(live, { store, vectors, embedders, clock, filters, ...asked }),
    touches,
  )
  const sets = new GoldenSets(store)
  const places = new Places(store)
  const jobs = ports.graphJobs ?? JOBS_IN_PROCESS
  const rules = { current: { ...DEFAULT_DECAY, ...options.decay } }
  const limit = new MemoryLimit({ store, journal, clock, log, rules })
  const writing = { store, journal, places, vectors, clock, limit, limits: payloadLimits, textFields }
  const gating = withGateOptions(live, writing)
  const gate = new Gate(gating)
  const inbox = new Inbox(gating)
  const labels = new PairLabels({ store, journal, vectors, clock })
  const memories = new Memories({ ...writing, gate, inbox, hooks, observer, isTold: ports.isTold })
  const queries = new SavedQueries({ store, journal, clock })
  const flushTouches = () => touches.flush()
  const decay = createDecay({ ...writing, namespaces, recall, queries, rules, log, onState, flushTouches })
  const tuning = new Tuning({ store, vectors, clock, golden: sets, saved: queries })
  return {
    memories,
    life: new Life({ ...writing, log, filters, hooks, memories, sealed, outcomes, summariser, predictor }),
    ...{ hooks, gate, inbox },
    calibration: new Calibration(gating),
    salience: new SalienceReader({ store, clock }),
    gateRecords: (namespace, coordinate) => readGateRecords(store, namespace, coordinate),
    suggestion: suggestionFrom({ labels, vectors, settings: () => live.gate }),
    duplicates: duplicatesOf(labels, writing),
    links: new Links({ store, journal }),
    graph: new GraphQuestions({ store, vectors, jobs, journal, clock }),
    imports: new Imports({
      ...{ store, memories, namespaces, journal, hooks, clock, limits: payloadLimits },
      files: ports.importFiles ?? heldFiles(),
    }),
    exportMemories: exportsOf(store, sealed),
    namespaces,
    recall,
    savedQueries: queries,
    recordings: new Recordings({ store, journal, clock }),
    selfTests,
    settings: chosen,
    decay,
    bin: new Bin({ store, clock, events }),
    doctor: new Doctor({ store, vectors, clock, second: ports.second }),
    golden: goldenOf({ store, sets, recall, vectors, events, clock, journal, settings: live }),
    tuning,
    maps: new Maps({ store, vectors, clock, log }),
    ...watching,
    journal,
    history: new History({ store, embedders }),
    rewind: new Rewind({ store, journal, embedders }),
    embedders,
    events,
    store,
    get embedder() {
      return vectors.current().embedder
    },
    payloadLimits,
    indexState: () => current().state,
    indexStats: () => vectors.current().index.stats(),
    load: (after) => current().load(after),
    flushTouches: () => flushAll(touches, reservoir),
    followOthers: () => others.look(),
    completeVectors: () => current().complete(),
    keepIndex: () => keepIndex(current(), [embedders, tuning]),
    close: () => closeAll({ embedders, decay, touches, reservoir, tuning, vectors, events, store, observer }),
  }
}

const duplicatesOf = (labels: PairLabels, writing: MergeParts & { vectors: ActiveVectors }) => ({
  labels,
  search: new Duplicates({ ...writing, labels }),
  merging: new MergeMemories(writing),
})

const goldenOf = (parts: GoldenRunnerParts & GoldenParts) => ({
  sets: parts.sets,
  changes: new GoldenChanges(parts),
  runner: new GoldenRunner(parts),
})

const withSettings = (options: EngineOptions, parts: Omit<JournalParts, 'onSettings'>): JournalParts => ({
  ...parts,
  onSettings: async () => options.onSettings?.(),
})

const keepIndex = async (
  kept: IndexSync,
  lent: readonly { readonly closeIdle: () => Promise<void> }[],
): Promise<void> => {
  await kept.refresh()
  await kept.save('worthwhile')
  await Promise.all(lent.map((one) => one.closeIdle()))
}

const flushAll = async (touches: TouchQueue, reservoir: Reservoir): Promise<void> => {
  await Promise.all([touches.flush(), reservoir.flush()])
}

interface Closing {
  readonly embedders: Embedders
  readonly decay: Decay
  readonly touches: TouchQueue
  readonly reservoir: Reservoir
  readonly tuning: Tuning
  readonly vectors: ActiveVectors
  readonly events: EventBus
  readonly store: MemoryStore
  readonly observer: Observer | undefined
}

const closeAll = async (parts: Closing): Promise<void> => {
  const { embedders, decay, touches, reservoir, tuning, vectors, events, store, observer } = parts
  await Promise.all([tuning.close(), embedders.close(), decay.stop()])
  await Promise.all([touches.flush(), reservoir.flush(true)])
  const last = vectors.current()
  await last.sync.save('any-change')
  last.sync.stop()
  events.close()
  await Promise.all([store.close(), last.index.close(), last.embedder.close?.()])
  await observer?.close?.()
}
