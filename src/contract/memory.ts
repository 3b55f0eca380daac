import { z } from 'zod'

/** A place: 1 to 16 finite numbers (MEM-1). `-0` is read as `0`. */
export const Coordinate = z
  .array(z.number({ error: 'must be a finite number' }))
  .min(1, 'a coordinate has at least one number')
  .max(16, 'a coordinate has at most 16 numbers')
  .transform((numbers) => numbers.map((n) => n + 0))
export type Coordinate = z.output<typeof Coordinate>

/** MEM-2. */
export const NamespaceName = z
  .string()
  .regex(
    /^[A-Za-z0-9._-]{1,128}$/,
    'a namespace is 1 to 128 characters out of letters, digits, dot, underscore and hyphen',
  )

export const MemoryType = z.enum(['episodic', 'semantic'])
export type MemoryType = z.output<typeof MemoryType>

/**
 * The payload as JSON text, not as a value: a JavaScript object cannot keep the order of keys such as "10" and "9",
 * nor numbers such as 1.0 or 12345678901234567890, and MEM-3 promises that a payload comes back as it went in.
 */
export const PayloadText = z.string()

/** Epoch seconds with fraction. */
export const Seconds = z.number()

/** The whole of one memory as it stands. */
export const Memory = z.strictObject({
  id: z.string(),
  namespace: z.string(),
  coordinate: z.array(z.number()),
  type: MemoryType,
  payload: PayloadText,
  /** What is embedded and keyword-indexed (MEM-6). */
  text: z.string(),
  importance: z.number(),
  timestamp: Seconds.nullable(),
  pinned: z.boolean(),
  createdAt: Seconds,
  updatedAt: Seconds,
  accessCount: z.int(),
  lastAccessedAt: Seconds.nullable(),
  /** 1 for a new memory, one more with each change. */
  version: z.int(),
  /** The change that made it what it is (MEM-8). */
  seq: z.int(),
  /** Set while the memory lies in the bin. */
  deletedAt: Seconds.nullable(),
  /** Where the living memory is that was stored in place of this one (GATE-4). */
  supersededBy: z.array(z.number()).nullable(),
})
export type Memory = z.output<typeof Memory>

/** A memory as a table shows it: without its payload. */
export const MemoryRow = Memory.omit({
  payload: true,
  text: true,
  namespace: true,
  supersededBy: true,
}).extend({
  /** `title` of the payload, or the beginning of its text; at most 200 characters. */
  title: z.string(),
  tags: z.array(z.string()),
  /** Length of the payload in bytes. */
  bytes: z.int(),
})
export type MemoryRow = z.output<typeof MemoryRow>

/** An earlier state, or the present one (the first of a list). */
export const MemoryVersion = z.strictObject({
  version: z.int(),
  seq: z.int(),
  at: Seconds,
  author: z.string(),
  /** What the change was: store, update, delete, restore, undo ... */
  action: z.string(),
  reason: z.string().nullable(),
  type: MemoryType,
  payload: PayloadText,
  importance: z.number(),
  timestamp: Seconds.nullable(),
  pinned: z.boolean(),
  /** True where this state lay in the bin. */
  deleted: z.boolean(),
})
export type MemoryVersion = z.output<typeof MemoryVersion>

/** What a change did: its number undoes it. */
export const ChangeReceipt = z.strictObject({
  seq: z.int(),
  /** How many memories it touched; 0 when there was nothing to do, and then nothing was written. */
  count: z.int(),
})
export type ChangeReceipt = z.output<typeof ChangeReceipt>
