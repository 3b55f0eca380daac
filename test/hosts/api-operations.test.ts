import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 as Ajv } from 'ajv/dist/2020.js'
import { type AxiosResponse, isAxiosError } from 'axios'
import { type Document, type OpenAPIClient, OpenAPIClientAxios } from 'openapi-client-axios'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenApiDocument, openApiDocument } from '#hosts/http/api/openapi'
import { fieldPlace, type Route } from '#hosts/http/api/route'
import { routes } from '#hosts/http/api/routes/index'
import { A } from '../life/world.ts'
import { storeTexts } from '../recall/engine.ts'
import { startApi, type TestApi } from './api-fixture.ts'

let gateIsOn = false
let stops = 0

/** A write that the gate stops, which then waits in its inbox. */
const stopped = async ({ engine }: TestApi): Promise<object> => {
  gateIsOn = true
  const outcome = await engine.memories.store(
    {
      namespace: A,
      coordinate: [70, ++stops],
      payload: '{"text":"The ferry leaves at six"}',
      type: 'episodic',
      importance: 0,
      ifTaken: 'update',
    },
    'ann',
  )
  gateIsOn = false
  if (outcome.stored) throw new Error('the gate let it pass')
  return { entry: outcome.entry }
}

/** A namespace with enough memories for lists, so that there is something to tune. */
let many: Promise<object> | null = null
const withMany = (world: TestApi): Promise<object> => {
  many ??= (async () => {
    const namespace = 'reef'
    const texts = Array.from(
      { length: 2100 },
      (_, i) => `fish ${i % 7} reef${i % 90} coral${i % 13} wave${i}`,
    )
    await storeTexts(world, namespace, texts)
    world.settle()
    return { namespace }
  })()
  return many
}

/** The last change of the namespace that can be taken back. */
const inForce = async ({ engine }: TestApi): Promise<number | undefined> =>
  (await engine.history.next({ namespace: A, whole: false })).undo?.seq

/** Fields that only this server knows, in place of those of the example. */
const instead: Record<string, (api: TestApi) => Promise<object> | object> = {
  memories_storeVector: () => ({ coord: [5, 5, 5], vector: [1, ...new Array<number>(63).fill(0)] }),
  tuning_measure: withMany,
  tuning_sweep: withMany,
  tuning_bench: withMany,
  tuning_misses: withMany,
  gate_storeAnyway: stopped,
  gate_mergeInto: stopped,
  gate_confirm: stopped,
  namespaces_purge: async ({ engine }) => ({ seq: (await engine.namespaces.bin())[0]?.seq }),
  decay_emptyBin: () => ({ namespace: A, confirm: A }),
  golden_removeEntry: async ({ engine }) => {
    const { entries } = await engine.golden.sets.entries(
      { namespace: A, set: 'harbour' },
      { offset: 0, limit: 1 },
    )
    return { entry: entries[0]?.id }
  },
  duplicates_unlabel: async ({ engine }) => ({
    id: (await engine.duplicates.labels.list(A, 1)).labels[0]?.id,
  }),
  changes_undo: async (world) => ({ seq: await inForce(world) }),
  changes_redo: async ({ engine }) => ({
    seq: (await engine.history.next({ namespace: A, whole: false })).redo?.seq,
  }),
  changes_undoTo: async ({ engine }) => ({ seq: (await engine.journal.list({ limit: 1 }))[0]?.seq }),
  changes_undoEach: async (world) => ({ seqs: [await inForce(world)] }),
}

let api: TestApi
let document: OpenApiDocument
let client: OpenAPIClient
let ajv: Ajv

beforeAll(async () => {
  const guess = { predicted: '"late"', confidence: null }
  const predictor = { name: 'oracle', predict: async () => guess }
  const gate = {
    get isOn() {
      return gateIsOn
    },
  }
  api = await startApi({ predictor, engine: { gate } })
  document = (await (await fetch(`${api.origin}/openapi.json`)).json()) as OpenApiDocument
  const made = new OpenAPIClientAxios({
    definition: document as unknown as Document,
    axiosConfigDefaults: { baseURL: api.origin, headers: api.headers, responseType: 'text' },
  })
  client = await made.init()
  ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ $id: 'document', components: document.components })
})
afterAll(() => api.stop())

describe('the description of the HTTP API', () => {
  it('is OpenAPI 3.1 as a validator of others reads it', async () => {
    const result = await new Validator().validate(structuredClone(document) as Record<string, unknown>)
    expect(result).toEqual({ valid: true })
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument(routes, '0.0.0'))))
  })

  it('names each operation once', () => {
    const ids = routes.map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })
})

const schemaIn = (value: unknown): object =>
  JSON.parse(JSON.stringify(value).replaceAll('"#/components/', '"document#/components/')) as object

const mismatch = (schema: unknown, value: unknown): unknown => {
  const validate = ajv.compile(schemaIn(schema))
  return validate(value) ? null : { value, errors: validate.errors }
}

const call = async (route: Route, fields: Record<string, unknown>): Promise<AxiosResponse<string>> => {
  const inPlace = (isBody: boolean) =>
    Object.entries(fields).filter(([name]) => (fieldPlace(route, name) === 'body') === isBody)
  const body = Object.fromEntries(inPlace(true))
  const texts = inPlace(false).map(([name, value]) => [name, textOf(value)])
  const sent = route.body === 'json' ? (inPlace(true).length > 0 ? body : undefined) : route.bodyExample
  const type = route.body === 'json' ? 'application/json' : 'text/plain'
  const operation = client[route.id]
  if (operation === undefined) throw new Error(`the client has no ${route.id}`)
  const headers = sent === undefined ? {} : { 'content-type': type }
  try {
    return (await operation(Object.fromEntries(texts), sent, { headers })) as AxiosResponse<string>
  } catch (error) {
    if (isAxiosError(error) && error.response) return error.response as AxiosResponse<string>
    throw error
  }
}

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(textOf).join(Array.isArray(value[0]) ? ';' : ',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

interface Described {
  readonly responses: Readonly<
    Record<string, { content: Record<string, { schema: Record<string, unknown> }> }>
  >
}

const described = ({ path, method }: Route, status: number, type: string): Record<string, unknown> => {
  const operation = document.paths[path]?.[method.toLowerCase()] as unknown as Described | undefined
  const schema = operation?.responses[status]?.content[type]?.schema
  if (schema === undefined) throw new Error(`${status} as ${type} is not described`)
  return schema
}

/** A client that is made of the description would wait for the end of it. */
const firstEvent = async (path: string): Promise<unknown> => {
  const leaving = new AbortController()
  const response = await fetch(`${api.origin}${path}?since=0`, {
    headers: api.headers,
    signal: leaving.signal,
  })
  let text = ''
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(part).toString()
    if (text.includes('\ndata: ') && text.endsWith('\n\n')) break
  }
  leaving.abort()
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? 'null')
}

describe('each operation, called by a client that is made of the description', () => {
  it.each(
    routes
      .filter(({ gives }) => gives.as !== 'events')
      .map((route) => ({ name: `${route.method} ${route.path}`, route })),
  )('$name answers as it says', async ({ route }) => {
    const fields = { ...route.example, ...(await instead[route.id]?.(api)) }
    const { status, data, headers } = await call(route, fields)
    expect([status, status >= 400 ? data : '']).toEqual([route.status, ''])
    const type = String(headers['content-type']).split(';')[0] as string
    const schema = described(route, status, type)
    if (type === 'application/json') expect(mismatch(schema, JSON.parse(data))).toBeNull()
    const line = schema['x-line']
    if (line === undefined) return
    const lines = data.split('\n').filter((text) => text !== '')
    expect(lines.length).toBeGreaterThan(0)
    for (const text of lines) expect(mismatch(line, JSON.parse(text))).toBeNull()
  })

  it('GET /events tells of changes as it says', async () => {
    const [route] = routes.filter(({ gives }) => gives.as === 'events')
    const schema = described(route as Route, 200, 'text/event-stream')
    expect(mismatch(schema['x-event'], await firstEvent('/events'))).toBeNull()
  })
})
