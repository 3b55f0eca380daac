import { z } from 'zod'

export interface Message {
  readonly role: 'system' | 'user'
  readonly content: string
}

/** How a kind of server wants to be asked, and how it answers. */
export interface Dialect {
  readonly path: { readonly root: string; readonly end: string }
  request(model: string, messages: readonly Message[]): object
  /** What was said; null where the answer is none. */
  read(text: string): string | null
}

/** `CreateChatCompletionResponse` of OpenAI's published API, as far as it is used. */
const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
})

/** The final object of Ollama's `/api/chat`, as far as it is used. */
const OllamaAnswer = z.object({ message: z.object({ content: z.string() }) })

/** `/v1/chat/completions`. The same question is to get the same answer, as far as the server can. */
export const OPENAI: Dialect = {
  path: { root: '/v1', end: '/chat/completions' },
  request: (model, messages) => ({ model, messages, temperature: 0, stream: false }),
  read: (text) => {
    const parsed = Completion.safeParse(jsonOf(text))
    return parsed.success ? (parsed.data.choices[0]?.message.content ?? null) : null
  },
}

/** `/api/chat`. */
export const OLLAMA: Dialect = {
  path: { root: '/api', end: '/chat' },
  request: (model, messages) => ({ model, messages, stream: false, options: { temperature: 0 } }),
  read: (text) => {
    const parsed = OllamaAnswer.safeParse(jsonOf(text))
    return parsed.success ? parsed.data.message.content : null
  },
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
