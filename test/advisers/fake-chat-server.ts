import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { Behaviour } from '../embedders/fake-openai-server.ts'

const Message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string().min(1) })

/** `CreateChatCompletionRequest` and `CreateChatCompletionResponse` of OpenAI's published API description. */
const ChatRequest = z.strictObject({
  model: z.string(),
  messages: z.array(Message).min(1),
  temperature: z.number().min(0).max(2).optional(),
  stream: z.literal(false).optional(),
})
const ChatResponse = z.strictObject({
  id: z.string(),
  object: z.literal('chat.completion'),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.strictObject({
      index: z.int(),
      message: z.strictObject({ role: z.literal('assistant'), content: z.string(), refusal: z.null() }),
      logprobs: z.null(),
      finish_reason: z.enum(['stop', 'length']),
    }),
  ),
  usage: z.strictObject({ prompt_tokens: z.int(), completion_tokens: z.int(), total_tokens: z.int() }),
})

/** Ollama's `/api/chat`, as its documentation has it. */
const OllamaRequest = z.strictObject({
  model: z.string(),
  messages: z.array(Message).min(1),
  stream: z.literal(false),
  options: z.strictObject({ temperature: z.number() }).optional(),
})

const responseOf = (path: string, model: string, content: string): unknown => {
  if (path.startsWith('/api/')) {
    const message = { role: 'assistant', content }
    return { model, created_at: '2026-01-01T00:00:00Z', message, done: true, done_reason: 'stop' }
  }
  const message = { role: 'assistant', content, refusal: null }
  return ChatResponse.parse({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: 'stop' }],
    usage: { prompt_tokens: 9, completion_tokens: 9, total_tokens: 18 },
  })
}

interface AskedChat {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly messages: readonly { readonly role: string; readonly content: string }[]
}

export interface FakeChatServer {
  readonly url: string
  readonly host: string
  readonly asked: AskedChat[]
  /** What the next requests get, one each: words, or something else than an answer. */
  readonly next: (string | Behaviour)[]
  close(): Promise<void>
}

/** A double of a server of language models: holds requests to the published schemas, and misbehaves when it is told to. */
export const startFakeChatServer = async (): Promise<FakeChatServer> => {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk as string
    const path = request.url ?? ''
    const schema = { '/v1/chat/completions': ChatRequest, '/api/chat': OllamaRequest }[path]
    const parsed = schema?.safeParse(JSON.parse(body))
    const reply = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    if (!parsed?.success)
      return reply(parsed ? 400 : 404, { error: { message: parsed?.error.message ?? path } })
    const { messages, model } = parsed.data
    fake.asked.push({ path, headers: request.headers, messages })
    const next = fake.next.shift() ?? 'Nothing to say.'
    if (typeof next === 'string') reply(200, responseOf(path, model, next))
    else next(response, {} as never, {} as never)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const fake: FakeChatServer = {
    url: `http://${host}`,
    host,
    asked: [],
    next: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return fake
}
