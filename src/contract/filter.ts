import { z } from 'zod'
import { Coordinate, MemoryType } from './memory.ts'

/** A payload field: keys joined by dots, for example `source.url`. */
const FieldPath = z
  .string()
  .min(1, 'name a payload field')
  .max(512)
  .regex(/^[^.]+(\.[^.]+)*$/, 'a field is written as keys joined by single dots')

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const Bound = z.union([z.string(), z.number()])

/**
 * A condition on memories (REC-3). Leaves name one thing; `and`, `or` and `not` join them.
 * A comparison is between like and like: a number bound never matches a text field.
 */
const leaf = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('type'), value: MemoryType }),
  z.strictObject({ is: z.literal('pinned'), value: z.boolean() }),
  z.strictObject({ is: z.literal('tag'), value: z.string().min(1) }),
  z.strictObject({ is: z.literal('equals'), field: FieldPath, value: Scalar }),
  z.strictObject({ is: z.literal('in'), field: FieldPath, values: z.array(Scalar).min(1).max(1000) }),
  z.strictObject({ is: z.literal('exists'), field: FieldPath }),
  z.strictObject({ is: z.literal('contains'), field: FieldPath, value: Scalar }),
  z.strictObject({
    is: z.literal('compare'),
    field: FieldPath,
    op: z.enum(['<', '<=', '>', '>=']),
    value: Bound,
  }),
  z.strictObject({ is: z.literal('importance'), min: z.number().optional(), max: z.number().optional() }),
  z.strictObject({
    is: z.literal('time'),
    of: z.enum(['timestamp', 'created', 'updated']).default('timestamp'),
    from: z.number().optional(),
    to: z.number().optional(),
  }),
  z
    .strictObject({ is: z.literal('box'), min: Coordinate, max: Coordinate })
    .refine(({ min, max }) => min.length === max.length, 'min and max of a box need the same number of axes'),
])

export type FilterLeaf = z.output<typeof leaf>
export type Filter =
  | FilterLeaf
  | { readonly is: 'and'; readonly all: readonly Filter[] }
  | { readonly is: 'or'; readonly any: readonly Filter[] }
  | { readonly is: 'not'; readonly filter: Filter }

const MAX_DEPTH = 16

const depthOf = (filter: Filter): number => {
  if (filter.is === 'and') return 1 + Math.max(0, ...filter.all.map(depthOf))
  if (filter.is === 'or') return 1 + Math.max(0, ...filter.any.map(depthOf))
  return filter.is === 'not' ? 1 + depthOf(filter.filter) : 1
}

const node: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    leaf,
    z.strictObject({ is: z.literal('and'), all: z.array(node).min(1).max(100) }),
    z.strictObject({ is: z.literal('or'), any: z.array(node).min(1).max(100) }),
    z.strictObject({ is: z.literal('not'), filter: node }),
  ]),
)

export const Filter = node.refine(
  (filter) => depthOf(filter) <= MAX_DEPTH,
  `filters nest at most ${MAX_DEPTH} deep`,
)
