import { z } from 'zod'
import { read, write } from './define.ts'
import { ChangeReceipt, Coordinate, MemoryRow, NamespaceName, Seconds } from './memory.ts'

/** LNK-1: what the link says, as a word: `related`, `cites`, `consolidated_from`. */
const LinkType = z
  .string()
  .trim()
  .min(1, 'name the type of the link, for example related')
  .max(100, 'a type has at most 100 characters')

const Weight = z.number({ error: 'must be a finite number' }).positive('a weight is greater than 0')
const Note = z.string().max(2000, 'a note has at most 2,000 characters').nullable()
const Direction = z.enum(['out', 'in', 'both'])
const Types = z.array(LinkType).max(100)

export const LinkEnd = z.strictObject({
  direction: z.enum(['out', 'in']),
  type: z.string(),
  weight: z.number(),
  note: z.string().nullable(),
  createdAt: Seconds,
  /** The memory at the other end. */
  memory: MemoryRow,
})
export type LinkEnd = z.output<typeof LinkEnd>

export const LinkInput = z.strictObject({
  from: Coordinate,
  to: Coordinate,
  type: LinkType.default('related'),
  weight: Weight.default(1),
  note: Note.default(null),
})
export type LinkInput = z.output<typeof LinkInput>

const NeighbourInput = z.strictObject({
  namespace: NamespaceName,
  coordinate: Coordinate,
  direction: Direction.default('out'),
  /** Only links of these types. */
  types: Types.optional(),
  /** Hops at most. */
  depth: z.int().min(1).max(16).default(1),
  limit: z.int().min(1).max(1000).default(100),
})
export type NeighbourInput = z.output<typeof NeighbourInput>

const PathInput = z.strictObject({
  namespace: NamespaceName,
  from: Coordinate,
  to: Coordinate,
  /** `weight`: the sum of 1 / weight over its links is least; `hops`: the number of its links is. */
  by: z.enum(['weight', 'hops']).default('weight'),
  /** Along links only, against them only, or both. */
  direction: Direction.default('out'),
  types: Types.optional(),
  withoutTypes: Types.default([]),
  /** Memories that it must not pass. */
  without: z.array(Coordinate).max(1000).default([]),
  /** How many paths, the best first. */
  k: z.int().min(1).max(50).default(1),
})
export type PathInput = z.output<typeof PathInput>

export const LinkPath = z.strictObject({
  /** The sum of 1 / weight over its links, or their number. */
  cost: z.number(),
  /** From start to end. */
  memories: z.array(MemoryRow),
  /** The link that is walked between each two memories, in its own direction. */
  links: z.array(
    z.strictObject({
      from: z.array(z.number()),
      to: z.array(z.number()),
      type: z.string(),
      weight: z.number(),
      note: z.string().nullable(),
    }),
  ),
})
export type LinkPath = z.output<typeof LinkPath>

const Neighbour = z.strictObject({ memory: MemoryRow, hops: z.int() })
export type Neighbour = z.output<typeof Neighbour>

const receipt = ChangeReceipt.extend({ summary: z.string() })
const ends = ['memory/not-found', 'namespace/not-found'] as const

export const links = {
  of: read({
    doc: 'The links of a memory, out and in.',
    input: z.strictObject({
      namespace: NamespaceName,
      coordinate: Coordinate,
      limit: z.int().min(1).max(1000).default(100),
    }),
    output: z.strictObject({ total: z.int(), links: z.array(LinkEnd) }),
    errors: ends,
  }),
  put: write({
    doc: 'Link two memories; a link of the same ends and type is updated.',
    input: LinkInput.extend({
      namespace: NamespaceName,
      /** The type that the link had, where it is to have another. */
      was: LinkType.optional(),
    }),
    output: receipt,
    errors: [...ends, 'link/not-found', 'store/read-only'],
  }),
  putMany: write({
    doc: 'Make or update many links in one change. Those whose ends are not both there are left out and named.',
    input: z.strictObject({ namespace: NamespaceName, links: z.array(LinkInput).min(1).max(10_000) }),
    output: receipt.extend({
      /** Places in the list of what was left out, and the end that is not there. */
      leftOut: z.array(z.strictObject({ index: z.int(), missing: z.array(z.number()) })),
    }),
    errors: ['namespace/not-found', 'store/read-only'],
  }),
  remove: write({
    doc: 'Remove a link.',
    input: z.strictObject({
      namespace: NamespaceName,
      from: Coordinate,
      to: Coordinate,
      type: LinkType.default('related'),
    }),
    output: receipt,
    errors: [...ends, 'link/not-found', 'store/read-only'],
  }),
  neighbours: read({
    doc: 'Memories within some hops of one, nearest first.',
    input: NeighbourInput,
    output: z.strictObject({ total: z.int(), neighbours: z.array(Neighbour) }),
    errors: ends,
  }),
  path: read({
    doc: 'The best paths along links from one memory to another; none where none leads there.',
    input: PathInput,
    output: z.strictObject({ paths: z.array(LinkPath) }),
    errors: ends,
  }),
} as const
