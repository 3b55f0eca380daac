import { z } from 'zod'
import { read, stream } from './define.ts'
import { REACHING } from './reach.ts'

/** What people call a connection: it is typed, to confirm and on the command line. */
export const ConnectionName = z
  .string()
  .regex(
    /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,58}[\p{L}\p{N}])?$/u,
    'write 1 to 60 letters, digits, spaces, dots, hyphens or underscores, a letter or digit at both ends',
  )

const Node = z
  .string()
  .max(300)
  .regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/, 'write host:port, for example 10.0.0.5:6379')

export const RedisPlace = z.strictObject({
  kind: z.enum(['single', 'sentinel', 'cluster']),
  /** The server, the sentinels, or some nodes of the cluster. */
  nodes: z.array(Node).min(1).max(16),
  masterName: z.string().min(1).max(100).default('mymaster'),
  db: z.int().min(0).max(1_000_000).default(0),
  tls: z.boolean().default(false),
  /** Certificates of an authority of one's own (PEM); empty where those of the system do. */
  ca: z
    .string()
    .max(100_000)
    .regex(
      /^\s*$|-----BEGIN CERTIFICATE-----/,
      'paste the certificate as PEM: it begins with -----BEGIN CERTIFICATE-----',
    )
    .default(''),
  /** Empty where Redis has no users. */
  username: z.string().max(100).default(''),
  /** Of the sentinels, which have encryption and users of their own. */
  sentinelTls: z.boolean().default(false),
  sentinelUsername: z.string().max(100).default(''),
})
export type RedisPlace = z.output<typeof RedisPlace>

/** Where vectors lie too. */
const QdrantPlace = z.strictObject({
  url: z
    .string()
    .max(1000)
    .regex(/^https?:\/\/[^/@\s]+\/?$/, 'write http://host:port or, encrypted, https://host:port'),
  /** Put before the name of a namespace, which is the name of its collection. */
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9._-]{0,64}$/, 'write up to 64 letters, digits, dots, lines')
    .default(''),
})
const qdrant = QdrantPlace.nullable().default(null)

/** Where memories lie. */
export const ConnectionPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), folder: z.string().min(1).max(4096), qdrant }),
  z.strictObject({ kind: z.literal('redis'), redis: RedisPlace, qdrant }),
  /** Only of the connection that the program was started with. */
  z.strictObject({ kind: z.literal('memory') }),
])
export type ConnectionPlace = z.output<typeof ConnectionPlace>

const SecretPlace = z.enum(['none', 'keychain', 'file', 'elsewhere'])

export const Connection = z.strictObject({
  id: z.string(),
  name: z.string(),
  place: ConnectionPlace,
  /** Acts that destroy ask for its name here, and it is marked at all times. */
  production: z.boolean(),
  /** Nothing is written to it from here. */
  readOnly: z.boolean(),
  /** What the program was started with; it cannot be edited or removed. */
  isHome: z.boolean(),
  /** Where its password is kept; it never comes back itself. */
  password: SecretPlace,
  /** Likewise the key of Qdrant. */
  apiKey: SecretPlace,
  /** Likewise the password of the sentinels. */
  sentinelPassword: SecretPlace,
  /** A move to it was begun and not ended; it is not opened until that is over. */
  unfinishedMove: z.boolean(),
})
export type Connection = z.output<typeof Connection>

/** What of a connection is seen wherever it is used. */
export const ConnectionMark = Connection.pick({ id: true, name: true, production: true, readOnly: true })
export type ConnectionMark = z.output<typeof ConnectionMark>

export const ConnectionsState = z.strictObject({
  connections: z.array(Connection),
  active: z.string(),
  /** Where passwords are kept from now on. */
  passwords: z.discriminatedUnion('kept', [
    z.strictObject({ kept: z.literal('keychain') }),
    z.strictObject({ kept: z.literal('file'), why: z.string() }),
  ]),
  /** Why nobody may change connections from a page; null where that is allowed. */
  closed: z.string().nullable(),
  /** Why the connection that was used last is not open now; null where it is. */
  problem: z.string().nullable(),
})
export type ConnectionsState = z.output<typeof ConnectionsState>

export const ConnectionDraft = z.strictObject({
  name: ConnectionName,
  place: ConnectionPlace,
  production: z.boolean().default(false),
  readOnly: z.boolean().default(false),
  /** Left out, the one that is kept stays, where the address stays; null for none. */
  password: z.string().min(1).max(1000).nullable().optional(),
  /** Likewise, of Qdrant. */
  apiKey: z.string().min(1).max(1000).nullable().optional(),
  /** Likewise, of the sentinels. */
  sentinelPassword: z.string().min(1).max(1000).nullable().optional(),
})
export type ConnectionDraft = z.output<typeof ConnectionDraft>

/** What a test found of one part of a connection. */
export const PartTest = z.strictObject({
  part: z.enum(['folder', 'redis', 'qdrant']),
  /** Host and port, or the folder. */
  name: z.string(),
  /** What is wrong and what would help; null where nothing is. */
  problem: z.string().nullable(),
  version: z.string().nullable(),
  /** Milliseconds of one answer. */
  latency: z.number().nullable(),
  writable: z.boolean().nullable(),
  /** Living memories; null where that cannot be known. */
  memories: z.int().nullable(),
  /** What else is worth knowing, in a sentence. */
  note: z.string().nullable(),
})
export type PartTest = z.output<typeof PartTest>

export const MoveProgress = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('progress'),
    /** `copy` sets the source as it is now aside, `write` fills the target, `check` reads it back. */
    stage: z.enum(['copy', 'write', 'check']),
    done: z.int(),
    total: z.int(),
    /** Rows of one second, so far in this stage; null before that is known. */
    rate: z.number().nullable(),
    /** Seconds until the stage is over, at that rate. */
    remaining: z.number().nullable(),
  }),
  z.strictObject({
    type: z.literal('result'),
    /** Rows of each table, each with the checksum of their contents that source and target agree in. */
    tables: z.array(z.strictObject({ name: z.string(), rows: z.int(), checksum: z.string() })),
    memories: z.int(),
    seconds: z.number(),
    /** Changes that the source had meanwhile, which did not go along. */
    missed: z.int(),
    /** Whether a move that had ended before its end was gone on with. */
    resumed: z.boolean(),
  }),
])
export type MoveProgress = z.output<typeof MoveProgress>

const Id = z.strictObject({ id: z.string().min(1).max(100) })
const CHANGING = ['connection/closed', 'connection/name-taken', 'connection/invalid', ...REACHING] as const

/** Reads by effect, all of them: connections are no part of a store, and must be at hand where that is read-only. */
export const connections = {
  state: read({
    doc: 'Connections, and which of them is open.',
    input: z.strictObject({}),
    output: ConnectionsState,
  }),
  test: read({
    doc: 'Ask each part of a connection: whether it answers, what it is, whether it can be written to, and what is in it.',
    input: z.strictObject({
      /** One that is kept; its password is used where the draft has none and the same address. */
      id: z.string().max(100).optional(),
      draft: ConnectionDraft.optional(),
    }),
    output: z.array(PartTest),
    errors: ['connection/closed', 'connection/not-found', 'connection/invalid', ...REACHING],
  }),
  add: read({
    doc: 'Keep a connection. Nothing is opened.',
    input: ConnectionDraft,
    output: Connection,
    errors: CHANGING,
  }),
  edit: read({
    doc: 'Keep a connection in another form. Of the one the program was started with only marks and name are others.',
    input: Id.extend({ draft: ConnectionDraft }),
    output: Connection,
    errors: [...CHANGING, 'connection/not-found', 'connection/in-use'],
  }),
  remove: read({
    doc: 'Forget a connection and its password. Memories stay where they are.',
    input: Id,
    output: z.strictObject({}),
    errors: ['connection/closed', 'connection/not-found', 'connection/in-use'],
  }),
  switchTo: read({
    doc: 'Open another connection in place of the present one, in every window. The present one goes on where that fails.',
    input: Id.extend({
      /** Also while something long is under way, which ends. */
      force: z.boolean().default(false),
    }),
    output: ConnectionMark,
    errors: ['connection/closed', 'connection/not-found', 'connection/busy', 'connection/unusable'],
  }),
  move: stream({
    doc: 'Copy everything of the open connection to another one that is empty: memories, links, versions, history, vectors, settings. The source is only read.',
    input: Id,
    item: MoveProgress,
    errors: ['connection/closed', 'connection/not-found', 'connection/move-refused'],
  }),
  discardMove: read({
    doc: 'Take away what a move that did not end left at its target.',
    input: Id,
    output: z.strictObject({}),
    errors: ['connection/closed', 'connection/not-found', 'connection/move-refused'],
  }),
} as const
