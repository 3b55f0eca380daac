import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/**
 * A procedure is data: what it takes, what it gives, which errors it may name, and whether it writes.
 * Hosts, command line, documentation and permission checks are loops over these values; none lists methods by hand.
 */
export type Schema = z.ZodType

/** `write` procedures are refused while the store is read-only; `read` ones may run side by side. */
export type Effect = 'read' | 'write'

interface ProcedureBase<I extends Schema, E extends ErrorCode> {
  /** One sentence for people: shown in documentation and help. */
  readonly doc: string
  readonly effect: Effect
  readonly input: I
  readonly errors: readonly E[]
}

/** One request, one reply. */
export interface Method<I extends Schema, O extends Schema, E extends ErrorCode> extends ProcedureBase<I, E> {
  readonly kind: 'method'
  readonly output: O
}

/** One request, many items, then an end or an error. */
export interface Stream<I extends Schema, O extends Schema, E extends ErrorCode> extends ProcedureBase<I, E> {
  readonly kind: 'stream'
  readonly item: O
}

// Variance placeholders: a handler's input is contravariant, so no narrower type fits every procedure.
// biome-ignore lint/suspicious/noExplicitAny: the reason stands above
export type AnyProcedure = Method<any, any, any> | Stream<any, any, any>
export type Group = Readonly<Record<string, AnyProcedure>>
export type Contract = Readonly<Record<string, Group>>

type Declared<I, E> = {
  readonly doc: string
  readonly input: I
  readonly errors?: readonly E[]
}

export const read = <I extends Schema, O extends Schema, const E extends ErrorCode = never>(
  procedure: Declared<I, E> & { readonly output: O },
): Method<I, O, E> => ({ errors: [], ...procedure, kind: 'method', effect: 'read' })

export const write = <I extends Schema, O extends Schema, const E extends ErrorCode = never>(
  procedure: Declared<I, E> & { readonly output: O },
): Method<I, O, E> => ({ errors: [], ...procedure, kind: 'method', effect: 'write' })

export const stream = <I extends Schema, O extends Schema, const E extends ErrorCode = never>(
  procedure: Declared<I, E> & { readonly item: O; readonly effect?: Effect },
): Stream<I, O, E> => ({ errors: [], effect: 'read', ...procedure, kind: 'stream' })

/** What a handler is told beside its input. */
export interface CallContext {
  /** Aborted when the caller cancels or its port closes. A handler that may take long must honour it. */
  readonly signal: AbortSignal
  /** Who calls: `app`, `cli`, or the name a client gave. Changes are recorded under it. */
  readonly client: string
}

export type Handler<P> =
  P extends Method<infer I, infer O, infer _E>
    ? (input: z.output<I>, context: CallContext) => Promise<z.input<O>>
    : P extends Stream<infer I, infer O, infer _E>
      ? (input: z.output<I>, context: CallContext) => AsyncIterable<z.input<O>>
      : never

/** Handlers of a contract; a missing, extra or wrongly typed one does not compile. */
export type Handlers<C extends Contract> = {
  readonly [G in keyof C]: { readonly [M in keyof C[G]]: Handler<C[G][M]> }
}

export interface CallOptions {
  readonly signal?: AbortSignal
}

export type Caller<P> =
  P extends Method<infer I, infer O, infer _E>
    ? (input: z.input<I>, options?: CallOptions) => Promise<z.output<O>>
    : P extends Stream<infer I, infer O, infer _E>
      ? (input: z.input<I>, options?: CallOptions) => AsyncIterable<z.output<O>>
      : never

export type Client<C extends Contract> = {
  readonly [G in keyof C]: { readonly [M in keyof C[G]]: Caller<C[G][M]> }
}
