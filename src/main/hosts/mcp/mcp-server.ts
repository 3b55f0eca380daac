import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { z } from 'zod'
import { AppError, isAppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { Log } from '#engine/ports'
import { spelledClientName } from '../client-name.ts'
import { underTraceOf } from '../traces/trace-parent.ts'
import { linkTools } from './link-tools.ts'
import { memoryTools } from './memory-tools.ts'
import { recallTools } from './recall-tools.ts'
import { addResources } from './resources.ts'
import type { Tool, ToolCall } from './tool.ts'

export interface McpServerOptions {
  readonly handlers: SomaHandlers
  readonly version: string
  /** The namespace of a call that names none. */
  readonly namespace: string
  readonly log: Log
}

const INSTRUCTIONS =
  'A long-term memory. Call "recall" before you answer from what you may have been told before, and "remember" when something is worth knowing later. Memories stand at coordinates and can be linked; every change is kept and can be undone by the user, who watches in the Soma Inspector.'

/**
 * The doors of an agent: tools, resources and a prompt over the contract. One server serves one client; its changes are
 * recorded under the name that it gave when it began.
 */
export const createMcpServer = (options: McpServerOptions): McpServer => {
  const { handlers, version, namespace } = options
  const server = new McpServer(
    { name: 'soma', title: 'Soma Inspector', version },
    { instructions: INSTRUCTIONS },
  )
  const callFor = (signal: AbortSignal): ToolCall => {
    const client = spelledClientName(server.server.getClientVersion()?.name)
    return { handlers, namespace, context: { client, signal } }
  }
  const faults = new Faults(options.log)
  for (const tool of [...memoryTools, ...recallTools, ...linkTools])
    addTool(server, tool, { callFor, faults })
  addResources(server, callFor)
  addPrompt(server)
  return server
}

/** What the SDK tells of a call. A trace stands in its `_meta`, or over HTTP in the headers. */
interface Extra {
  readonly signal: AbortSignal
  readonly _meta?: Readonly<Record<string, unknown>> | undefined
  readonly requestInfo?: { readonly headers: Readonly<Record<string, unknown>> } | undefined
}

interface ToolParts {
  readonly callFor: (signal: AbortSignal) => ToolCall
  readonly faults: Faults
}

const addTool = (server: McpServer, tool: Tool, { callFor, faults }: ToolParts): void => {
  const { name, title, description, effect, input, destructive = false, idempotent = false } = tool
  const isRead = effect === 'read'
  const hints = { readOnlyHint: isRead, destructiveHint: destructive, idempotentHint: idempotent || isRead }
  const annotations = { title, ...hints, openWorldHint: false }
  server.registerTool(
    name,
    { title, description, inputSchema: input, annotations },
    async (given: unknown, { signal, _meta, requestInfo }: Extra) => {
      try {
        // The SDK has read it by the schema of this very tool.
        const work = () => tool.run(given as never, callFor(signal))
        const outcome = await underTraceOf(_meta?.traceparent ? _meta : requestInfo?.headers, work)
        const structuredContent = { ...outcome }
        return { structuredContent, content: [{ type: 'text', text: JSON.stringify(outcome) }] }
      } catch (error) {
        return { isError: true, content: [{ type: 'text', text: faults.tell(error) }] }
      }
    },
  )
}

/** What a model is told of an error: the sentence for people. Whatever was not expected stays in the log. */
class Faults {
  readonly #log: Log
  #count = 0

  constructor(log: Log) {
    this.#log = log
  }

  tell(error: unknown): string {
    if (isAppError(error)) return `${error.code}: ${error.message}`
    const id = `mcp-${++this.#count}`
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#log.error('a tool failed', { id, error: reason })
    return new AppError('internal', { id }).message
  }
}

const addPrompt = (server: McpServer): void => {
  server.registerPrompt(
    'recall-before-answering',
    {
      title: 'Recall before answering',
      description: 'Answer a question from what is remembered, and say what that was',
      argsSchema: { question: z.string().describe('What is to be answered') },
    },
    ({ question }) => ({
      messages: [{ role: 'user', content: { type: 'text', text: askingFirst(question) } }],
    }),
  )
}

const askingFirst = (question: string): string => `${question}

Before you answer, call the tool "recall" with what this is about, in your own words, and once more in other words if the first answer does not help. Base the answer on the memories that fit and name them by their coordinates. Where nothing fits, say that nothing is remembered about it. If something new and lasting comes up, call "remember".`
