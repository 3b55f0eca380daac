import { z } from 'zod'
import { ConnectionMark } from './connections.ts'
import { read, write } from './define.ts'
import { Seconds } from './memory.ts'

/** State of the database file: what may be done with it, and what is wrong with it. */
export const StoreState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('ready') }),
  z.strictObject({
    state: z.literal('read-only'),
    reason: z.string(),
    /** Set when the file is damaged and a backup could take its place. */
    backup: z.strictObject({ madeAt: Seconds, memories: z.int(), file: z.string() }).nullable(),
    damaged: z.boolean(),
  }),
])
export type StoreState = z.output<typeof StoreState>

export const IndexState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('loading'), done: z.int(), total: z.int() }),
  z.strictObject({
    state: z.literal('ready'),
    vectors: z.int(),
    bytes: z.int(),
    /** Lists are being made anew; recall goes on with those that are there. */
    isBuilding: z.boolean(),
    /** Why memories wait for their vectors, which are made as soon as that is over; null where none waits. */
    waiting: z.string().nullable(),
  }),
  z.strictObject({ state: z.literal('failed'), reason: z.string() }),
])
export type IndexState = z.output<typeof IndexState>

/** The store elsewhere that has the vectors too, and is asked for them while it has all of them (STO-5, STO-7). */
export const VectorStoreState = z.strictObject({
  kind: z.literal('qdrant'),
  /** Its host and port. */
  name: z.string(),
  state: z.enum(['ready', 'unreachable', 'misconfigured']),
  /** What is wrong and what to do; empty while it is ready. */
  message: z.string(),
  /** Milliseconds that its last answer took, or null before the first. */
  latency: z.number().nullable(),
  /** Memories that it was not told of yet, and since when the oldest of them waits. */
  pending: z.int(),
  oldest: Seconds.nullable(),
  /** Whether recalls are asked there now; else this computer answers them. */
  isAsked: z.boolean(),
  /** Namespaces whose collection there cannot take them, and was left as it is. */
  blocked: z.array(z.strictObject({ namespace: z.string(), why: z.string() })),
})
export type VectorStoreState = z.output<typeof VectorStoreState>

/** How the embedder fares: what makes vectors may be a program elsewhere, which can be gone, busy or wrongly set up. */
export const EmbedderHealth = z.strictObject({
  state: z.enum(['ready', 'unreachable', 'rate-limited', 'misconfigured']),
  /** When it came into this state. */
  since: Seconds,
  /** What is wrong and what to do; empty while it is ready. */
  message: z.string(),
  /** Milliseconds that its last answer took, or null before the first. */
  lastLatency: z.number().nullable(),
})
export type EmbedderHealth = z.output<typeof EmbedderHealth>
/** Whether payload fields are encrypted at rest (SEC-1), and which: names, or `*` for the whole payload. */
export const EncryptionState = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('off') }),
  z.strictObject({
    state: z.literal('on'),
    fields: z.union([z.literal('*'), z.array(z.string())]),
    /** False while memories that were there before may still rest in the clear. */
    isComplete: z.boolean(),
  }),
  /** Fields are encrypted and nobody gave the key. */
  z.strictObject({ state: z.literal('locked'), fields: z.union([z.literal('*'), z.array(z.string())]) }),
])
export type EncryptionState = z.output<typeof EncryptionState>

/** The audit log: where it is written, and what keeps it from that. */
export const AuditState = z.strictObject({
  enabled: z.boolean(),
  path: z.string(),
  /** Size of the file that is written now; those that were put aside do not count. */
  bytes: z.int(),
  /** Lines that are not written yet. */
  waiting: z.int(),
  /** Lines that were given up because too many waited. */
  dropped: z.int(),
  /** Why it cannot be written, and since when; null while it can. */
  problem: z.string().nullable(),
  since: Seconds.nullable(),
})
export type AuditState = z.output<typeof AuditState>

/** Traces: where they are sent, and what keeps them from being taken there. */
export const TracesState = z.strictObject({
  enabled: z.boolean(),
  targets: z.array(
    z.strictObject({
      kind: z.enum(['collector', 'langfuse']),
      /** Its host and port. */
      name: z.string(),
      /** Spans, since the program started or what was set of it changed. */
      sent: z.int(),
      waiting: z.int(),
      lost: z.int(),
      /** Why they are not taken, and since when; null while they are. */
      problem: z.string().nullable(),
      since: Seconds.nullable(),
    }),
  ),
})
export type TracesState = z.output<typeof TracesState>

/** What became of one span that was sent to see whether it is taken. */
export const TraceTrial = z.strictObject({
  kind: z.enum(['collector', 'langfuse']),
  name: z.string(),
  problem: z.string().nullable(),
  milliseconds: z.number(),
})
export type TraceTrial = z.output<typeof TraceTrial>

export const Status = z.strictObject({
  mode: z.enum(['local_agent', 'on_demand', 'enterprise']),
  connection: ConnectionMark,
  store: StoreState,
  /** Milliseconds that the store took for its last answer, or null before the first. */
  storeLatency: z.number().nullable(),
  index: IndexState,
  /** Null where vectors are on this computer alone. */
  vectorStore: VectorStoreState.nullable(),
  embedder: EmbedderHealth,
  encryption: EncryptionState,
  audit: AuditState,
  traces: TracesState,
  /** How far memories are dated anew since the rules of decay changed, which a sweep waits for; null when all are. */
  dating: z.strictObject({ done: z.int(), total: z.int() }).nullable(),
  seq: z.int(),
})
export type Status = z.output<typeof Status>

export const Info = z.strictObject({
  version: z.string(),
  edition: z.enum(['desktop', 'browser']),
  dataFolder: z.string(),
  databaseFile: z.string(),
  embedder: z.strictObject({ id: z.string(), dimension: z.int() }),
  /** The namespace to open when none was chosen before. */
  defaultNamespace: z.string(),
  maxPayloadBytes: z.int(),
})
export type Info = z.output<typeof Info>

/** A copy of the database that can take its place. */
export const BackupFile = z.strictObject({ name: z.string(), madeAt: Seconds, bytes: z.int() })
export type BackupFile = z.output<typeof BackupFile>

export const app = {
  info: read({
    doc: 'What runs here. Of it only the embedder changes while it runs.',
    input: z.strictObject({}),
    output: Info,
  }),
  status: read({
    doc: 'Health of the stores and state of the index.',
    input: z.strictObject({}),
    output: Status,
  }),
  backup: write({
    doc: 'Copy the database into the backup folder now.',
    input: z.strictObject({}),
    output: z.strictObject({ file: z.string(), bytes: z.int() }),
    errors: ['store/read-only'],
  }),
  backups: read({
    doc: 'The backups that are kept, newest first.',
    input: z.strictObject({}),
    output: z.array(BackupFile),
  }),
  restore: write({
    doc: 'Put a backup in the place of the database. What was there becomes a backup itself, so that it can be brought back.',
    input: z.strictObject({ name: z.string().regex(/^memories-[\d-]{1,40}\.sqlite$/) }),
    output: z.strictObject({ keptAs: z.string(), memories: z.int() }),
    errors: ['store/no-backup', 'store/read-only', 'store/busy', 'request/invalid'],
  }),
  diagnostics: read({
    doc: 'What a report of a problem needs: versions, settings without secrets, health, what the doctor finds, the end of the log. No payload, no query, no secret, no name of a namespace.',
    input: z.strictObject({}),
    output: z.strictObject({
      name: z.string(),
      files: z.array(z.strictObject({ name: z.string(), text: z.string() })),
    }),
  }),
  testTraces: read({
    doc: 'Send one span to each place that traces are set to go to, whether that is switched on or not.',
    input: z.strictObject({}),
    output: z.array(TraceTrial),
  }),
  // A read by effect: it must be possible while the damaged database is open read-only.
  restoreBackup: read({
    doc: 'Put the last backup in the place of a damaged database. The damaged file is kept beside it.',
    input: z.strictObject({}),
    output: z.strictObject({ keptAs: z.string(), memories: z.int() }),
    errors: ['store/no-backup', 'store/busy'],
  }),
} as const
