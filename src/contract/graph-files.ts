import { z } from 'zod'
import { stream } from './define.ts'
import { Coordinate, NamespaceName } from './memory.ts'

export const GraphFormat = z.enum(['graphml', 'gexf', 'json', 'jsonl'])
export type GraphFormat = z.output<typeof GraphFormat>

export const graphFiles = {
  export: stream({
    doc: 'A namespace, or some of its memories with the links between them, as the text of a file, part by part.',
    input: z.strictObject({
      namespace: NamespaceName,
      format: GraphFormat,
      coordinates: z.array(Coordinate).min(1).max(20_000).optional(),
    }),
    item: z.string(),
    errors: ['namespace/not-found'],
  }),
} as const
