import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { attributesIn, ExportTraceServiceRequest, type SpanJson } from './otlp-schema.ts'

export interface TakenSpan {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentId: string
  readonly attributes: Record<string, unknown>
  /** 0 not said, 1 well, 2 failed. */
  readonly status: number
  readonly json: SpanJson
}

interface Asked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

type Mood = (response: ServerResponse) => void

const says = (status: number, body: object | string, headers: Record<string, string> = {}): Mood => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}

export const moods = {
  takes: says(200, { partialSuccess: {} }),
  takesSome: says(200, { partialSuccess: { rejectedSpans: '1', errorMessage: 'one was too old' } }),
  isFull: says(429, { code: 8, message: 'slow down' }, { 'retry-after': '2' }),
  isFullForLong: says(429, { code: 8, message: 'slow down' }, { 'retry-after': '3600' }),
  isBroken: says(500, 'oops'),
  isDown: says(503, { code: 14, message: 'restarting' }),
  refusesKey: says(401, { code: 16, message: 'no such key: tell-nobody' }),
  redirects: says(308, '', { location: 'http://elsewhere.example/v1/traces' }),
  hangs: () => {},
} satisfies Record<string, Mood>

/** A collector of OpenTelemetry that holds what it is sent to the published schema, and can be in any mood. */
export const startCollector = async () => {
  const asked: Asked[] = []
  const faults: string[] = []
  const spans: TakenSpan[] = []
  const resources: Record<string, unknown>[] = []
  let mood: Mood = moods.takes
  const take = (text: string): void => {
    const read = ExportTraceServiceRequest.safeParse(JSON.parse(text))
    if (!read.success) return void faults.push(read.error.message)
    for (const { resource, scopeSpans } of read.data.resourceSpans) {
      resources.push(attributesIn(resource?.attributes))
      for (const span of scopeSpans.flatMap((scope) => scope.spans)) spans.push(takenSpan(span))
    }
  }
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => {
      text += part
    })
    request.on('end', () => {
      asked.push({ path: request.url ?? '', headers: request.headers, text })
      if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json')
        faults.push('no POST of JSON')
      if (mood === moods.takes || mood === moods.takesSome) take(text)
      mood(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    name: `127.0.0.1:${port}`,
    asked,
    faults,
    spans,
    resources,
    be: (next: Mood) => {
      mood = next
    },
    /** Spans by name, in the order they began. */
    named: (name: string) => spans.filter((span) => span.name === name),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const takenSpan = (json: SpanJson): TakenSpan => ({
  name: json.name,
  traceId: json.traceId,
  spanId: json.spanId,
  parentId: json.parentSpanId ?? '',
  attributes: attributesIn(json.attributes),
  status: json.status?.code ?? 0,
  json,
})

export type Collector = Awaited<ReturnType<typeof startCollector>>
