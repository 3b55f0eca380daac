import { z } from 'zod'
import { type Hit, RecallQuery } from '#contract/recall'
import { defineTool, type ToolCall } from './tool.ts'
import { coordinateInput, memoryUri, namespaceInput, shownPayload } from './views.ts'

const { filter, weights, context, exact } = RecallQuery.shape

const question = {
  ...namespaceInput,
  query: RecallQuery.shape.query.describe('What you want to know, in words'),
  k: z.int().min(1).max(50).default(5).describe('How many at most'),
  filter: filter.describe('Only memories that meet a condition'),
  context: context.describe('What you are about, as an object: memories near to it move up'),
  weights: weights.describe('How much each signal counts; what is not named keeps its weight'),
  exact: exact.describe('Compare with every memory; slower, and rarely needed'),
}

/** The memory of a hit may be gone by now. */
const hitViews = async (namespace: string, hits: readonly Hit[], call: ToolCall): Promise<object[]> => {
  if (hits.length === 0) return []
  const coordinates = hits.map(({ memory }) => memory.coordinate)
  const memories = await call.handlers.memories.getMany({ namespace, coordinates }, call.context)
  return hits.flatMap(({ memory: row, score, similarity }, i) => {
    const memory = memories[i]
    const { coordinate, type, importance, timestamp } = row
    const about = { uri: memoryUri(namespace, coordinate), coordinate, type, importance, timestamp }
    return memory ? [{ ...about, score, similarity, ...shownPayload(memory) }] : []
  })
}

const recallTool = defineTool({
  name: 'recall',
  title: 'Recall',
  description:
    'Find what is remembered about something, by meaning and by words, best first. Ask before you answer from memory, and whenever something may have been said, decided or seen before. An empty list means that nothing is known.',
  effect: 'read',
  input: z.strictObject(question),
  run: async ({ namespace, ...query }, call) => {
    const of = namespace ?? call.namespace
    const { hits, note } = await call.handlers.recall.search({ ...query, namespace: of }, call.context)
    return { memories: await hitViews(of, hits, call), note }
  },
})

const whyNotTool = defineTool({
  name: 'why_not',
  title: 'Why was it not recalled?',
  description:
    'What kept a memory out of the answer to a query, and the smallest change of the query that would let it in.',
  effect: 'read',
  input: z.strictObject({ ...question, coordinate: coordinateInput }),
  run: ({ namespace, coordinate, ...query }, { handlers, context: of, namespace: own }) =>
    handlers.recall.whyNot({ query: { ...query, namespace: namespace ?? own }, coordinate }, of),
})

export const recallTools = [recallTool, whyNotTool] as const
