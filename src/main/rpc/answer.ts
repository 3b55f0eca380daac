import type { CallContext, Contract, Handlers, Schema } from '#contract/define'
import { AppError, isError } from '#contract/errors'
import type { Credit } from './credit.ts'
import type { Reply } from './envelope.ts'
import { toFault } from './fault.ts'
import { type FoundProcedure, findProcedure } from './find-procedure.ts'
import { parseInput } from './parse-input.ts'
import { PortClosed } from './port.ts'
import { pump } from './pump.ts'

export interface AnswerOptions {
  /** Parse what handlers give: always in tests, and where the other end is not this program. */
  readonly checkOutputs: boolean
  /** Gets every error that crosses as `internal`, under the id that the caller sees. */
  readonly report: (error: unknown, id: string) => void
  /** Why nothing may be written now, or undefined while writing is allowed. */
  readonly readOnly?: () => string | undefined
  readonly newId?: () => string
}

/** A call that runs. */
export interface Call {
  readonly id: number
  readonly path: string
  readonly input: unknown
  readonly credit: Credit
  readonly context: CallContext
}

export type SendItem = (item: Reply) => void

// biome-ignore lint/suspicious/noExplicitAny: the contract's types end here; the schemas check what crosses
type AnyHandler = (input: any, context: CallContext) => any

const isAbort = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted &&
  (error === signal.reason ||
    (error instanceof Error && error.name === 'AbortError') ||
    isError(error, 'request/cancelled'))

/** What turns a call into its one terminal reply. Independent of ports: a host without one can use it too. */
export const createAnswerer = <C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  options: AnswerOptions,
) => {
  const { checkOutputs, report, readOnly, newId = () => crypto.randomUUID().slice(0, 8) } = options

  const faultReply = (id: number, error: unknown, declared: readonly string[] = []): Reply => ({
    t: 'error',
    id,
    ...toFault(error, { declared, report, newId }),
  })

  const checked = (schema: Schema, value: unknown): unknown => (checkOutputs ? schema.parse(value) : value)

  const perform = async (found: FoundProcedure, call: Call, send: SendItem): Promise<Reply> => {
    const { group, name, procedure } = found
    const { id, context } = call
    const input = parseInput(procedure.input, call.input)
    const methods = handlers[group] as Record<string, AnyHandler>
    const given = methods[name]?.(input, context)
    if (procedure.kind === 'method') {
      return { t: 'value', id, value: checked(procedure.output, await given) }
    }
    await pump(given, call.credit, context.signal, (item) =>
      send({ t: 'item', id, value: checked(procedure.item, item) }),
    )
    return { t: 'end', id }
  }

  /** Resolves with the terminal reply, whatever is thrown on the way; never rejects. */
  const answer = async (call: Call, send: SendItem): Promise<Reply> => {
    const found = findProcedure(contract, call.path)
    const declared = found?.procedure.errors ?? []
    try {
      if (!found) return faultReply(call.id, unknownMethod(call.path))
      const locked = found.procedure.effect === 'write' ? readOnly?.() : undefined
      if (locked === undefined) return await perform(found, call, send)
      const refusal = new AppError('store/read-only', { reason: locked })
      return faultReply(call.id, refusal, [refusal.code])
    } catch (error) {
      const gone = error instanceof PortClosed || isAbort(error, call.context.signal)
      return faultReply(call.id, gone ? new AppError('request/cancelled', {}) : error, declared)
    }
  }

  return { answer, faultReply }
}

const unknownMethod = (path: string): AppError =>
  new AppError('request/unknown-method', { method: path.slice(0, 100) })
