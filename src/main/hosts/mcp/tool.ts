import type { z } from 'zod'
import type { CallContext } from '#contract/define'
import type { SomaHandlers } from '#contract/index'

/** What a tool works with. */
export interface ToolCall {
  readonly handlers: SomaHandlers
  /** The namespace of a call that names none. */
  readonly namespace: string
  readonly context: CallContext
}

interface Described {
  readonly name: string
  readonly title: string
  /** For the model that chooses among tools. */
  readonly description: string
  readonly effect: 'read' | 'write'
  /** Takes something away, or replaces it. What it was is kept as a version, but the model should know. */
  readonly destructive?: boolean
  /** Done twice it does no more than once. */
  readonly idempotent?: boolean
}

export interface Tool extends Described {
  readonly input: z.ZodObject
  run(input: never, call: ToolCall): Promise<object>
}

export const defineTool = <I extends z.ZodObject>(
  tool: Described & {
    readonly input: I
    readonly run: (input: z.output<I>, call: ToolCall) => Promise<object>
  },
): Tool => tool
