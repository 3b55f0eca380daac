import { z } from 'zod'
import { read } from './define.ts'
import { Coordinate, MemoryRow, NamespaceName, Seconds } from './memory.ts'

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

export const links = {
  of: read({
    doc: 'The links of a memory, out and in.',
    input: z.strictObject({
      namespace: NamespaceName,
      coordinate: Coordinate,
      limit: z.int().min(1).max(1000).default(100),
    }),
    output: z.strictObject({ total: z.int(), links: z.array(LinkEnd) }),
    errors: ['memory/not-found', 'namespace/not-found'],
  }),
} as const
