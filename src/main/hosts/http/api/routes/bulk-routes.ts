import { z } from 'zod'
import { AppError, isError } from '#contract/errors'
import { GateVerdict } from '#contract/gate-verdict'
import { BulkItem, type BulkOutcome } from '#contract/memories'
import { NamespaceName } from '#contract/memory'
import { unreachable } from '#contract/unreachable'
import { readLines } from '../read-body.ts'
import { readLine } from '../read-request.ts'
import { type Route, type RouteCall, shaped, within } from '../route.ts'
import { toWire } from '../wire.ts'

/** Memories of one change. What arrives together is stored together. */
const MOST_TOGETHER = 1000

/** What became of a line. */
const LineResult = z.strictObject({
  /** From 1. */
  line: z.int(),
  stored: z.boolean(),
  coord: z.array(z.number()).optional(),
  seq: z.int().optional(),
  version: z.int().optional(),
  created: z.boolean().optional(),
  gate: GateVerdict.nullish(),
  /** Where the write waits that the gate stopped. */
  entry: z.string().optional(),
  /** Why it was not stored. */
  code: z.string().optional(),
  message: z.string().optional(),
})
type LineResult = z.output<typeof LineResult>

interface Given {
  readonly namespace: string
  readonly reason?: string | undefined
}

type Read = { readonly line: number; readonly item: BulkItem }

const refused = (line: number, error: unknown): LineResult => {
  if (!isError(error, 'request/invalid')) throw error
  return { line, stored: false, code: error.code, message: error.message }
}

/** Lines as items, and what is wrong with the others. Empty lines are passed over. */
const readItems = (texts: readonly string[], first: number): { items: Read[]; wrong: LineResult[] } => {
  const [items, wrong]: [Read[], LineResult[]] = [[], []]
  texts.forEach((text, i) => {
    if (text.trim() === '') return
    try {
      items.push({ line: first + i, item: readLine(BulkItem, text) as BulkItem })
    } catch (error) {
      wrong.push(refused(first + i, error))
    }
  })
  return { items, wrong }
}

const resultOf = (outcome: BulkOutcome['items'][number], seq: number, { line, item }: Read): LineResult => {
  const about = { line, coord: item.coordinate }
  switch (outcome.is) {
    case 'stored': {
      const { version, created, gate } = outcome
      return { ...about, stored: true, seq, version, created, gate: toWire(GateVerdict, gate) as GateVerdict }
    }
    case 'skipped': {
      const gate = toWire(GateVerdict, outcome.gate) as GateVerdict
      return { ...about, stored: false, seq, entry: outcome.entry, gate }
    }
    case 'taken': {
      const error = new AppError('memory/exists', { namespace: '', coordinate: item.coordinate })
      return { ...about, stored: false, code: error.code, message: error.message }
    }
    case 'refused':
      return { ...about, stored: false, code: outcome.code, message: outcome.message }
    default:
      return unreachable(outcome)
  }
}

/** Stores some items and says what became of each, in their order. */
async function* storeItems(read: readonly Read[], given: Given, { handlers, context }: RouteCall) {
  if (read.length === 0) return
  const input = { ...given, items: read.map(({ item }) => item), chunk: MOST_TOGETHER }
  for await (const { seq, items } of handlers.memories.storeBulk(input, context)) {
    for (const outcome of items) yield resultOf(outcome, seq, read[outcome.index] as Read)
  }
}

/** Reads no more than is stored, and stores no more than the caller reads of the results. */
async function* storeLines(given: Given, call: RouteCall): AsyncGenerator<LineResult> {
  let next = 1
  for await (const texts of readLines(call.body)) {
    const { items, wrong } = readItems(texts, next)
    next += texts.length
    const results = [...wrong]
    for await (const result of storeItems(items, given, call)) results.push(result)
    yield* results.sort((a, b) => a.line - b.line)
  }
}

const LINES = `{"coord": [4, 5, 6], "payload": {"text": "The ferry leaves at six"}}
{"coord": [4, 5, 7], "payload": {"text": "The last ferry leaves at ten"}, "memory_type": "semantic"}
`

export const bulkRoutes: readonly Route[] = [
  shaped({
    at: 'POST /memories/bulk',
    of: ['memories.storeBulk'],
    doc: 'Store memories as they come, one JSON object a line, of any number. A line of the answer says what became of each; read it while you send, as the server waits for its reader.',
    takes: z.strictObject({
      namespace: NamespaceName.optional(),
      reason: z.string().max(1000).optional(),
    }),
    body: { lines: BulkItem },
    gives: { as: 'lines', schema: LineResult },
    bodyExample: LINES,
    run: (given, call) => storeLines(within(given, call), call),
  }),
]
