import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** `CreateEmbeddingRequest` and `CreateEmbeddingResponse` of OpenAI's published API description. */
const Request = z.strictObject({
  model: z.string(),
  input: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(2048)]),
  encoding_format: z.enum(['float', 'base64']).optional(),
  dimensions: z.int().min(1).optional(),
  user: z.string().optional(),
})
const Response = z.strictObject({
  object: z.literal('list'),
  data: z.array(
    z.strictObject({
      object: z.literal('embedding'),
      index: z.int(),
      embedding: z.array(z.number()),
    }),
  ),
  model: z.string(),
  usage: z.strictObject({ prompt_tokens: z.int(), total_tokens: z.int() }),
})
type Answer = z.output<typeof Response>

export interface Asked {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly texts: readonly string[]
  readonly dimensions: number | undefined
}

/** What the server does with one request. */
export type Behaviour = (response: ServerResponse, asked: Asked, answer: Answer) => void

export const answers: Behaviour = (response, _asked, answer) => send(response, 200, Response.parse(answer))

/** Sound JSON that was changed before it was sent, whatever the API says. */
export const tampers =
  (change: (answer: Answer) => unknown): Behaviour =>
  (response, _asked, answer) =>
    send(response, 200, change(answer))

export const refuses =
  (
    status: number,
    error: Readonly<Record<string, unknown>> | string = {},
    headers: Record<string, string> = {},
  ): Behaviour =>
  (response) =>
    send(response, status, { error }, headers)

export const sends =
  (body: string, type = 'text/html', status = 200): Behaviour =>
  (response) =>
    void response.writeHead(status, { 'content-type': type }).end(body)

export const hangs: Behaviour = () => {}

export const hangsUp: Behaviour = (response) => void response.destroy()

export const breaksOff: Behaviour = (response, _asked, answer) => {
  const body = JSON.stringify(answer)
  response.writeHead(200, { 'content-length': String(body.length) })
  response.write(body.slice(0, body.length >> 1), () => response.destroy())
}

/** Without a length, until the other side goes away. */
export const neverEnds: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const chunk = Buffer.alloc(64 * 1024, ' ')
  const more = (): void => {
    if (!response.destroyed) response.write(chunk, () => setImmediate(more))
  }
  more()
}

export interface FakeOpenAiServer {
  readonly url: string
  readonly host: string
  readonly asked: Asked[]
  /** Behaviours of the next requests, one each; later ones are answered by `always`. */
  readonly next: Behaviour[]
  always: Behaviour
  dimension: number
  /** Resolves when so many requests have arrived in all. */
  arrived(count: number): Promise<void>
  close(): Promise<void>
}

/** A double of an embedding server: speaks as OpenAI's API description says, and misbehaves when it is told to. */
export const startFakeOpenAiServer = async (port = 0): Promise<FakeOpenAiServer> => {
  const waiting: { count: number; resolve: () => void }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk as string
    const parsed = Request.safeParse(JSON.parse(body))
    if (!parsed.success) return send(response, 400, { error: { message: parsed.error.message } })
    const { model, input, dimensions } = parsed.data
    const texts = typeof input === 'string' ? [input] : input
    const asked = { path: request.url ?? '', headers: request.headers, texts, dimensions }
    fake.asked.push(asked)
    for (const { count, resolve } of waiting) if (fake.asked.length >= count) resolve()
    const behave = fake.next.shift() ?? fake.always
    behave(response, asked, answerTo(texts, model, dimensions ?? fake.dimension))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const fake: FakeOpenAiServer = {
    url: `http://${host}/v1`,
    host,
    asked: [],
    next: [],
    always: answers,
    dimension: 8,
    arrived: (count) =>
      new Promise((resolve) => {
        if (fake.asked.length >= count) resolve()
        else waiting.push({ count, resolve })
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return fake
}

/** A vector that only texts of the same words share, by and large, and that is not of length 1. */
export const vectorOf = (text: string, dimension: number): number[] => {
  const vector = new Array<number>(dimension).fill(0.25)
  for (const word of text.toLowerCase().split(/\W+/)) {
    let hash = 7
    for (const letter of word) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
    const at = hash % dimension
    vector[at] = (vector[at] ?? 0) + 3
  }
  return vector
}

const answerTo = (texts: readonly string[], model: string, dimension: number): Answer => ({
  object: 'list',
  data: texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, dimension) })),
  model,
  usage: { prompt_tokens: texts.length, total_tokens: texts.length },
})

const send = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
