import type { IndexState } from '#contract/app'
import type { Fusion, Weights } from '#contract/recall'
import { EventBus } from './journal/event-bus.ts'
import { Journal } from './journal/journal.ts'
import { Memories } from './memory/memories.ts'
import { Namespaces } from './memory/namespaces.ts'
import type { PayloadLimits } from './memory/payload.ts'
import { DEFAULT_PAYLOAD_LIMITS, DEFAULT_TEXT_FIELDS } from './memory/payload.ts'
import type { Clock, Embedder, Log, MemoryStore, VectorIndex } from './ports.ts'
import { GoldenChanges } from './quality/golden-changes.ts'
import { GoldenRunner } from './quality/golden-runner.ts'
import { GoldenSets } from './quality/golden-sets.ts'
import { FilterCache } from './recall/filter-cache.ts'
import { DEFAULT_WEIGHTS, Recall } from './recall/recall.ts'
import { SavedQueries } from './recall/saved-queries.ts'
import { TouchQueue } from './recall/touch-queue.ts'
import { IndexSync } from './vectors/index-sync.ts'

export interface EnginePorts {
  readonly store: MemoryStore
  readonly index: VectorIndex
  readonly embedder: Embedder
  readonly clock: Clock
  readonly log: Log
}

export interface EngineOptions {
  readonly payload?: Partial<PayloadLimits>
  /** MEM-6; for what is stored from now on. */
  readonly textFields?: readonly (readonly string[])[]
  readonly weights?: Partial<Weights>
  readonly fusion?: Fusion
  /** Whether what agents recall counts as used; yes if nothing is said. */
  readonly touch?: boolean
}

/** The memory engine. It composes its parts and holds no rule itself. */
export interface Engine {
  readonly memories: Memories
  readonly namespaces: Namespaces
  readonly recall: Recall
  readonly savedQueries: SavedQueries
  /** QUAL-2. */
  readonly golden: {
    readonly sets: GoldenSets
    readonly changes: GoldenChanges
    readonly runner: GoldenRunner
  }
  readonly journal: Journal
  readonly events: EventBus
  readonly store: MemoryStore
  readonly embedder: Embedder
  readonly payloadLimits: PayloadLimits
  indexState(): IndexState
  /**
   * Brings the vectors into the index; recall answers from keywords until it resolves. Where that fails the state of
   * the index says so, and it may be tried again.
   */
  load(): Promise<void>
  /** Writes what was counted of accesses since the last time (REC-6). */
  flushTouches(): Promise<void>
  /** Makes the vectors that memories wait for; the state of the index says whether any still do. */
  completeVectors(): Promise<void>
  /** Says anew what the vector index is like, and saves it if it is worth it. */
  keepIndex(): Promise<void>
  close(): Promise<void>
}

export const createEngine = (ports: EnginePorts, options: EngineOptions = {}): Engine => {
  const { store, index, embedder, clock, log } = ports
  const textFields = options.textFields ?? DEFAULT_TEXT_FIELDS
  const payloadLimits = { ...DEFAULT_PAYLOAD_LIMITS, ...options.payload }
  const events = new EventBus()
  const filters = new FilterCache(store)
  const onState = (): void => events.publish({ type: 'status' })
  const sync = new IndexSync({ store, index, embedder, clock, log, onState })
  const journal = new Journal({ store, embedder, clock, sync, events, filters })
  const weights = { ...DEFAULT_WEIGHTS, ...options.weights }
  const fusion = options.fusion ?? 'adaptive'
  const touches = new TouchQueue({ store, clock, log })
  const counted = options.touch === false ? null : touches
  const recall = new Recall({ store, index, sync, embedder, clock, filters, weights, fusion }, counted)
  const sets = new GoldenSets(store)
  return {
    memories: new Memories({ store, journal, sync, clock, limits: payloadLimits, textFields }),
    namespaces: new Namespaces({ store, sync, events, clock, filters }),
    recall,
    savedQueries: new SavedQueries({ store, journal, clock }),
    golden: {
      sets,
      changes: new GoldenChanges({ store, sets, journal, clock }),
      runner: new GoldenRunner({ store, sets, recall, embedder, events, clock, weights, fusion }),
    },
    journal,
    events,
    store,
    embedder,
    payloadLimits,
    indexState: () => sync.state,
    load: () => sync.load(),
    flushTouches: () => touches.flush(),
    completeVectors: () => sync.complete(),
    keepIndex: async () => {
      await sync.refresh()
      await sync.save('worthwhile')
    },
    close: async () => {
      await touches.flush()
      await sync.save('any-change')
      sync.stop()
      events.close()
      await Promise.all([store.close(), index.close()])
    },
  }
}
