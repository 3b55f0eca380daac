import { z } from 'zod'
import type { Schema } from '#contract/define'
import { errors } from '#contract/errors'
import { Filter } from '#contract/filter'
import { GateVerdict } from '#contract/gate-verdict'
import { LinkInput } from '#contract/links'
import { BulkItem } from '#contract/memories'
import { ChangeReceipt, Memory, MemoryRow, MemoryVersion, PayloadText } from '#contract/memory'
import { Hit, Weights } from '#contract/recall'
import { fieldPlace, type Route } from './route.ts'
import { LINES_TYPE } from './send-answer.ts'
import { fieldsOf, isJsonText, peel, wireName } from './wire.ts'

type Json = Record<string, unknown>

export interface OpenApiDocument extends Json {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json }
}

export interface Operation extends Json {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
}

/** Schemas that have a name of their own in the document. */
const NAMED = {
  Filter,
  GateVerdict,
  LinkInput,
  BulkItem,
  ChangeReceipt,
  Memory,
  MemoryRow,
  MemoryVersion,
  Hit,
  Weights,
}

const REFUSALS = {
  400: 'The request does not fit. `issues` says where.',
  401: 'No token was sent.',
  403: 'The token is wrong, or this may not be done.',
  413: 'The body is too large.',
  429: 'Too many requests. `Retry-After` says how many seconds to wait.',
  500: 'Something went wrong inside; the log has the details.',
} as const

const PROBLEM: Json = {
  type: 'object',
  description: 'RFC 9457. `code` is stable, `detail` is one sentence for people.',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

/** Bounds that only say how far whole numbers reach. */
const withoutLimits = (json: Json): void => {
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
}

const inWireNames = (schema: Schema, json: Json): void => {
  withoutLimits(json)
  if (isJsonText(schema)) {
    delete json.minLength
    delete json.maxLength
    if (schema === PayloadText) json.type = 'object'
    else delete json.type
  }
  if (!(schema instanceof z.ZodObject)) return
  const names = new Map(Object.entries(fieldsOf(schema)).map(([key, field]) => [key, wireName(key, field)]))
  const renamed = Object.entries((json.properties ?? {}) as Json).map(([key, field]) => [
    names.get(key) ?? key,
    field,
  ])
  json.properties = Object.fromEntries(renamed)
  if (json.required) json.required = (json.required as string[]).map((key) => names.get(key) ?? key)
}

/** References to `#/$defs/x` as references to the components of the document. */
const pointed = (value: unknown, names: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(value)) return value.map((item) => pointed(item, names))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => {
    const id = key === '$ref' && typeof item === 'string' ? item.replace('#/$defs/', '') : undefined
    return [key, id === undefined ? pointed(item, names) : `#/components/schemas/${names.get(id) ?? id}`]
  })
  return Object.fromEntries(entries)
}

/** Turns schemas of the contract into JSON Schema, in the names of HTTP, and gathers those that have a name. */
class Schemas {
  readonly components: Json
  readonly #io: 'input' | 'output'
  /** What zod names by a number may have another number in the next schema: it is known by what it says. */
  readonly #parts = new Map<string, string>()

  constructor(io: 'input' | 'output', components: Json) {
    this.#io = io
    this.components = components
  }

  of(schema: Schema): Json {
    const { $defs = {}, $schema: _, ...json } = this.#convert(schema)
    const definitions = Object.entries($defs as Json)
    const names = new Map(definitions.map(([id, definition]) => [id, this.#nameOf(id, definition)]))
    for (const [id, definition] of definitions) {
      this.components[names.get(id) as string] = pointed(definition, names)
    }
    return pointed(json, names) as Json
  }

  #convert(schema: Schema): Json {
    const named = z.registry<{ id: string }>()
    for (const [id, one] of Object.entries(NAMED)) if (one !== schema) named.add(one, { id })
    return z.toJSONSchema(schema, {
      io: this.#io,
      unrepresentable: 'any',
      metadata: named,
      override: ({ zodSchema, jsonSchema }) =>
        inWireNames(zodSchema as unknown as Schema, jsonSchema as Json),
    }) as Json
  }

  #nameOf(id: string, definition: unknown): string {
    const suffix = this.#io === 'input' ? 'Input' : ''
    if (!id.startsWith('__schema')) return `${id}${suffix}`
    const text = JSON.stringify(definition)
    const name = this.#parts.get(text) ?? `Part${this.#parts.size + 1}${suffix}`
    this.#parts.set(text, name)
    return name
  }
}

interface Both {
  readonly asked: Schemas
  readonly given: Schemas
}

/** Fields in the path and the query as parameters. What has parts is JSON there, and a coordinate "1,2,3". */
const parametersOf = (route: Route, { asked }: Both): Json[] =>
  Object.entries(fieldsOf(route.takes)).flatMap(([key, field]) => {
    const name = wireName(key, field)
    const place = fieldPlace(route, name)
    if (place === 'body') return []
    const { default: fallback, ...schema } = asked.of(field)
    const isRequired = place === 'path' || !field.safeParse(undefined).success
    const parameter = { name, in: place, required: isRequired }
    const example = route.example[name]
    const given = example === undefined ? {} : { example: queryText(example) }
    const told = isText(field)
      ? { ...schema, ...(fallback !== undefined && { default: fallback }) }
      : undefined
    return [{ ...parameter, ...given, schema: told ?? { type: 'string', ...aboutText(schema) } }]
  })

const isText = (field: Schema): boolean => {
  const inner = peel(field)
  return !(
    inner instanceof z.ZodArray ||
    inner instanceof z.ZodObject ||
    inner instanceof z.ZodRecord ||
    inner instanceof z.ZodUnion ||
    inner instanceof z.ZodLazy
  )
}

const aboutText = ({ type, items, description }: Json): Json => {
  const isCoordinates = type === 'array' && (items as Json | undefined)?.type === 'array'
  const form = isCoordinates ? 'As 1,2,3;4,5,6.' : type === 'array' ? 'Separated by commas.' : 'As JSON.'
  return { description: description === undefined ? form : `${String(description)}. ${form}` }
}

/** A field as it stands in a path or a query. */
export const queryText = (value: unknown): string => {
  if (Array.isArray(value))
    return value
      .map((item) => (Array.isArray(item) ? item.join(',') : String(item)))
      .join(Array.isArray(value[0]) ? ';' : ',')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

const fieldsIn = (route: Route, place: 'body' | 'path' | 'query'): z.ZodObject => {
  const entries = Object.entries(fieldsOf(route.takes))
  return z.strictObject(
    Object.fromEntries(entries.filter(([key, field]) => fieldPlace(route, wireName(key, field)) === place)),
  )
}

const exampleIn = (route: Route, place: 'body' | 'path' | 'query'): Json =>
  Object.fromEntries(Object.entries(route.example).filter(([name]) => fieldPlace(route, name) === place))

const requestBodyOf = (route: Route, { asked }: Both): Json => {
  const { body, bodyExample } = route
  if (body === 'text') {
    return {
      requestBody: {
        required: true,
        content: { 'text/plain': { schema: { type: 'string' }, example: bodyExample } },
      },
    }
  }
  if (body !== 'json') {
    const schema = { type: 'string', description: 'One JSON object a line.', 'x-line': asked.of(body.lines) }
    return { requestBody: { required: true, content: { [LINES_TYPE]: { schema, example: bodyExample } } } }
  }
  const fields = fieldsIn(route, 'body')
  if (Object.keys(fields.shape).length === 0) return {}
  const isNeeded = !fields.safeParse({}).success
  const content = { 'application/json': { schema: asked.of(fields), example: exampleIn(route, 'body') } }
  return { requestBody: { required: isNeeded, content } }
}

const contentOf = (route: Route, { given }: Both): Json => {
  const { gives } = route
  switch (gives.as) {
    case 'json':
      return { 'application/json': { schema: given.of(gives.schema) } }
    case 'lines':
      return {
        [LINES_TYPE]: {
          schema: { type: 'string', description: 'One JSON value a line.', 'x-line': given.of(gives.schema) },
        },
      }
    case 'events':
      return { 'text/event-stream': { schema: { type: 'string', 'x-event': given.of(gives.schema) } } }
    default:
      return Object.fromEntries(gives.types.map((type) => [type, { schema: { type: 'string' } }]))
  }
}

const problem = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const responsesOf = (route: Route, both: Both): Json => {
  const content = contentOf(route, both)
  const codes = Map.groupBy(route.errors, (code) => errors[code].status)
  const told = [...codes].map(([status, of]) => [status, problem(`${of.join(', ')}`)])
  const usual = Object.entries(REFUSALS).map(([status, description]) => [status, problem(description)])
  return {
    ...Object.fromEntries(usual),
    ...Object.fromEntries(told),
    [route.status]: {
      description: route.gives.as === 'json' ? 'The answer.' : 'The answer, part by part.',
      content,
    },
    ...(route.otherStatus && { [route.otherStatus.status]: { description: route.otherStatus.doc, content } }),
  }
}

const operationOf = (route: Route, both: Both): Operation => ({
  operationId: route.id,
  summary: route.doc,
  tags: [route.isOriginal ? 'original' : route.tag],
  parameters: parametersOf(route, both),
  ...requestBodyOf(route, both),
  responses: responsesOf(route, both),
  ...(route.isOpen && { security: [] }),
})

const ABOUT =
  `Everything that the app can do with memories, for programs. Send the token of the data folder with each request,
"Authorization: Bearer <token>", and a name in "X-Soma-Client", under which changes are recorded. Coordinates are arrays of
numbers, "1,2,3" in paths and queries. Errors are problems by RFC 9457 with a stable code.`.replaceAll(
    '\n',
    ' ',
  )

/** The description of the API by OpenAPI 3.1, made from the table of routes. */
export const openApiDocument = (routes: readonly Route[], version: string): OpenApiDocument => {
  const schemas: Json = { Problem: PROBLEM }
  const both: Both = { asked: new Schemas('input', schemas), given: new Schemas('output', schemas) }
  const paths = Object.entries(Object.groupBy(routes, ({ path }) => path)).map(([path, all = []]) => [
    path,
    Object.fromEntries(all.map((route) => [route.method.toLowerCase(), operationOf(route, both)])),
  ])
  return {
    openapi: '3.1.0',
    info: {
      title: 'Soma Inspector',
      version,
      description: ABOUT,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths: Object.fromEntries(paths),
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'The file "token" of the data folder has it.' },
      },
    },
  }
}
