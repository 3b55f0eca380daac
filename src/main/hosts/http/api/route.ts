import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { AnyProcedure, CallContext, Schema } from '#contract/define'
import type { ErrorCode } from '#contract/errors'
import { contract, type SomaHandlers } from '#contract/index'
import { NamespaceName } from '#contract/memory'
import { findProcedure } from '#rpc/find-procedure'
import { toWire } from './wire.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a route works with. */
export interface RouteCall {
  readonly handlers: SomaHandlers
  /** The namespace of a request that names none. */
  readonly namespace: string
  readonly context: CallContext
  /** What comes in by and by, where the route takes that. */
  readonly body: Readable
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** How a route answers. */
export type Gives =
  | { readonly as: 'json'; readonly schema: Schema }
  /** One JSON value a line. */
  | { readonly as: 'lines'; readonly schema: Schema }
  | { readonly as: 'text'; readonly types: readonly string[]; typeOf(given: never): string }
  /** Server-sent events. */
  | { readonly as: 'events'; readonly schema: Schema }

/** What the body is. */
export type Body =
  | 'json'
  /** One JSON value a line, of any number. */
  | { readonly lines: Schema }
  | 'text'

type Query = Readonly<Record<string, string | string[]>>
type Adapt = (request: { readonly query: Query; readonly body: unknown }) => {
  readonly query: Query
  readonly body: unknown
}

/**
 * One route as a value: OpenAPI, the page of documentation, the server and the tests are loops over these. Fields that the
 * path names come from there, the others from the query (GET, DELETE, and bodies that are no JSON) or from the body.
 */
export interface Route {
  readonly method: Method
  /** For example `/memories/{coord}`. */
  readonly path: string
  /** What is called, the one that the documentation is taken from first: `memories.get`. */
  readonly of: readonly string[]
  readonly id: string
  readonly tag: string
  readonly doc: string
  readonly errors: readonly ErrorCode[]
  readonly takes: z.ZodObject
  readonly body: Body
  readonly gives: Gives
  readonly status: number
  /** Another status for some answers. */
  readonly otherStatus?: { readonly status: number; readonly doc: string; when(value: never): boolean }
  /** Whether anybody may ask without a token. */
  readonly isOpen: boolean
  /** Of the program that this one descends from: kept for its clients. */
  readonly isOriginal: boolean
  /** Puts a request of another shape into this one. */
  readonly adapt?: Adapt
  /** Fields of a request that works, as they go out. */
  readonly example: Readonly<Record<string, unknown>>
  /** A body that works, where it is no JSON. */
  readonly bodyExample: string
  run(given: never, call: RouteCall): unknown
}

type Of = readonly [string, ...string[]]

interface Common {
  readonly status?: number
  readonly doc?: string
  readonly id?: string
  readonly example?: Readonly<Record<string, unknown>>
  readonly bodyExample?: string
  readonly isOpen?: boolean
  readonly isOriginal?: boolean
}

export interface ShapedRoute<I extends z.ZodObject> extends Common {
  readonly at: string
  readonly of: Of
  readonly takes: I
  readonly gives: Schema | Gives
  readonly body?: Body
  readonly otherStatus?: Route['otherStatus']
  readonly adapt?: Adapt
  run(given: z.output<I>, call: RouteCall): unknown
}

const procedureOf = (path: string): AnyProcedure => {
  const found = findProcedure(contract, path)
  if (found === undefined) throw new Error(`A route names "${path}", which is not in the contract.`)
  return found.procedure
}

const splitPlace = (at: string): { method: Method; path: string } => {
  const [method, path = ''] = at.split(' ')
  return { method: method as Method, path }
}

/** Under which heading a route stands, where that is not the first word of its path. */
const TAGS: Readonly<Record<string, string>> = {
  ...{ vectors: 'memories', neighbors: 'links', paths: 'links', undo: 'changes', redo: 'changes' },
  ...{ events: 'changes', queries: 'quality', stats: 'system', health: 'system', readyz: 'system' },
  ...{
    status: 'system',
    metrics: 'system',
    info: 'system',
    backup: 'system',
    config: 'system',
    embedders: 'system',
  },
  ...{ advisers: 'system', tuning: 'system', map: 'system', duplicates: 'upkeep', consolidate: 'upkeep' },
  ...{ replay: 'upkeep', share: 'upkeep', analyze: 'upkeep', outliers: 'upkeep' },
}

const tagOf = (path: string): string => {
  const [, first = ''] = path.split('/')
  return TAGS[first] ?? first
}

const common = (at: string, of: Of, { doc, id, example = {}, ...rest }: Common) => {
  const procedures = of.map(procedureOf)
  const { method, path } = splitPlace(at)
  return {
    method,
    path,
    of,
    id: id ?? of[0].replaceAll('.', '_'),
    doc: doc ?? (procedures[0] as AnyProcedure).doc,
    errors: [...new Set(procedures.flatMap(({ errors }) => errors as readonly ErrorCode[]))],
    tag: tagOf(path),
    example,
    bodyExample: rest.bodyExample ?? '',
    status: rest.status ?? 200,
    isOpen: rest.isOpen ?? false,
    isOriginal: rest.isOriginal ?? false,
  }
}

const isGives = (gives: Schema | Gives): gives is Gives => 'as' in gives

/** A route with a shape of its own over one or several procedures. */
export const shaped = <I extends z.ZodObject>(route: ShapedRoute<I>): Route => ({
  ...common(route.at, route.of, route),
  takes: route.takes,
  body: route.body ?? 'json',
  gives: isGives(route.gives) ? route.gives : { as: 'json', schema: route.gives },
  ...(route.otherStatus && { otherStatus: route.otherStatus }),
  ...(route.adapt && { adapt: route.adapt }),
  run: route.run as Route['run'],
})

/** Of a request that names no namespace, the configured one is meant. */
const withOptionalNamespace = (input: z.ZodObject): z.ZodObject =>
  Object.hasOwn(input.shape, 'namespace') ? input.safeExtend({ namespace: NamespaceName.optional() }) : input

/** What was given, with a namespace in any case. */
export const within = <G extends { readonly namespace?: string | undefined }>(
  given: G,
  call: Pick<RouteCall, 'namespace'>,
): Omit<G, 'namespace'> & { namespace: string } => ({
  ...given,
  namespace: given.namespace ?? call.namespace,
})

type AnyMethod = (input: unknown, context: CallContext) => Promise<unknown> | AsyncIterable<unknown>

const methodOf = (handlers: SomaHandlers, path: string): AnyMethod => {
  const [group = '', name = ''] = path.split('.')
  return (handlers as unknown as Record<string, Record<string, AnyMethod>>)[group]?.[name] as AnyMethod
}

/**
 * A route that is a procedure of the contract in the names of HTTP. Of a stream that reports how far it is, the last item
 * is the answer.
 */
export const derived = (at: string, path: string, options: Common = {}): Route => {
  const procedure = procedureOf(path)
  const schema = (procedure.kind === 'method' ? procedure.output : procedure.item) as Schema
  const run = async (given: Record<string, unknown>, { handlers, namespace, context }: RouteCall) => {
    const input = Object.hasOwn(procedure.input.shape, 'namespace') ? { namespace, ...given } : given
    const answer = methodOf(handlers, path)(input, context)
    const value = procedure.kind === 'method' ? await answer : await lastOf(answer as AsyncIterable<unknown>)
    return toWire(schema, schema.parse(value))
  }
  return {
    ...common(at, [path], options),
    takes: withOptionalNamespace(procedure.input as z.ZodObject),
    body: 'json',
    gives: { as: 'json', schema },
    run: run as Route['run'],
  }
}

const lastOf = async (items: AsyncIterable<unknown>): Promise<unknown> => {
  let last: unknown
  for await (const item of items) last = item
  return last
}

/** The names in the path of a route. */
export const pathNames = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)

export const fieldPlace = (route: Route, name: string): 'path' | 'query' | 'body' => {
  if (pathNames(route.path).includes(name)) return 'path'
  const isBody = route.body === 'json' && route.method !== 'GET' && route.method !== 'DELETE'
  return isBody ? 'body' : 'query'
}
