import type { Attributes } from '@opentelemetry/api'
import { unreachable } from '#contract/unreachable'
import type { Begun, Observation, ObservedChange, ObservedRecall } from '#engine/observe/observer'
import type { TraceSettings } from './trace-settings.ts'

type Told = Pick<TraceSettings, 'withQueries' | 'withPayloads'> & { readonly isForLangfuse: boolean }

/** A namespace and a client may have any name, so long ones are cut. */
const LONGEST_NAME = 200
/** Texts that are sent with a span, where somebody wants that. */
const MOST_RECORDS = 20
const MOST_CHARACTERS = 1000

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}...` : text

/** What a span is called: words of OpenTelemetry's conventions for memory where there are any, never a name of somebody. */
export const spanName = (begun: Begun): string => {
  switch (begun.is) {
    case 'recall':
      return 'search_memory'
    case 'write':
      return begun.kind === 'delete' ? 'delete_memory' : 'upsert_memory'
    case 'change':
      return 'change'
    default:
      return unreachable(begun)
  }
}

/** What is known when it begins. */
export const attributesOf = (begun: Begun, told: Told): Attributes => {
  switch (begun.is) {
    case 'recall': {
      const { query, k, type } = begun
      return {
        ...memoryOperation(begun),
        'soma.recall.k': k,
        ...(type && { 'soma.recall.type': type }),
        ...(told.withQueries && { 'gen_ai.memory.query.text': cut(query, MOST_CHARACTERS) }),
        ...(told.isForLangfuse && {
          'langfuse.observation.type': 'retriever',
          ...(told.withQueries && { 'langfuse.observation.input': cut(query, MOST_CHARACTERS) }),
        }),
      }
    }
    case 'write':
      return { ...memoryOperation(begun), 'gen_ai.memory.record.count': begun.memories }
    case 'change':
      return { ...place(begun.draft), 'soma.change.action': begun.draft.action, ...payloadsOf(begun, told) }
    default:
      return unreachable(begun)
  }
}

const place = ({
  namespace,
  author,
}: {
  readonly namespace: string
  readonly author: string
}): Attributes => ({
  'gen_ai.memory.store.id': cut(namespace, LONGEST_NAME),
  'soma.client': cut(author, LONGEST_NAME),
})

const memoryOperation = (begun: Exclude<Begun, { readonly is: 'change' }>): Attributes => ({
  'gen_ai.operation.name': spanName(begun),
  ...place(begun),
})

const payloadsOf = ({ draft }: Pick<ObservedChange, 'draft'>, { withPayloads }: Told): Attributes => {
  if (!withPayloads) return {}
  const records = draft.mutations.slice(0, MOST_RECORDS).flatMap(({ coordinate, kind, set }) => {
    const payload = kind === 'put' || kind === 'patch' ? set.payload : undefined
    return payload === undefined ? [] : [{ id: coordinate.join(','), content: cut(payload, MOST_CHARACTERS) }]
  })
  return records.length === 0 ? {} : { 'gen_ai.memory.records': JSON.stringify(records) }
}

/** What is known when it is over. */
export const outcomeOf = (happened: Observation, told: Told): Attributes => {
  switch (happened.is) {
    case 'recall':
      return recallOutcome(happened, told)
    case 'change': {
      const { change, links } = happened.committed
      if (change === null) return { 'soma.change.count': 0 }
      return { 'soma.change.seq': change.seq, 'soma.change.count': change.count, 'soma.change.links': links }
    }
    default:
      return {}
  }
}

const recallOutcome = ({ outcome, result }: ObservedRecall, told: Told): Attributes => {
  if (result === null) return { 'soma.recall.outcome': outcome }
  const { hits, candidates, timings, seq } = result
  const titles = hits.slice(0, MOST_RECORDS).map(({ memory, score }) => ({
    id: memory.coordinate.join(','),
    content: memory.title,
    score,
  }))
  const stages = ['embed', 'filter', 'keyword', 'vector', 'graph', 'fuse'] as const
  return {
    'soma.recall.outcome': outcome,
    'gen_ai.memory.record.count': hits.length,
    'soma.seq': seq,
    'soma.recall.candidates.keyword': candidates.keyword,
    'soma.recall.candidates.vector': candidates.vector,
    'soma.recall.candidates.graph': candidates.graph,
    ...Object.fromEntries(stages.map((stage) => [`soma.recall.milliseconds.${stage}`, timings[stage]])),
    ...(told.withPayloads && { 'gen_ai.memory.records': JSON.stringify(titles) }),
    ...(told.withPayloads && told.isForLangfuse && { 'langfuse.observation.output': JSON.stringify(titles) }),
  }
}
