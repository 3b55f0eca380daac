import type { AnyProcedure, Contract, Effect } from './define.ts'
import { desktopContract } from './desktop.ts'
import { contract } from './index.ts'

/** What a caller has to know of a procedure. What goes in and comes out is looked at by who answers. */
export interface ProcedureOutline {
  readonly kind: AnyProcedure['kind']
  readonly effect: Effect
  readonly errors: readonly string[]
}

/** A contract without its schemas; each contract is one too. */
export type Outline = Readonly<Record<string, Readonly<Record<string, ProcedureOutline>>>>

const mapped = <A, B>(
  values: Readonly<Record<string, A>>,
  to: (value: A) => B,
): Readonly<Record<string, B>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]))

const outlineOf = (whole: Contract): Outline =>
  mapped(whole, (group) => mapped(group, ({ kind, effect, errors }) => ({ kind, effect, errors })))

// The built page has these as plain values (electron.vite.config.ts): to make schemas takes a tenth of its start.
export const outline: Outline = outlineOf(contract)
export const desktopOutline: Outline = outlineOf(desktopContract)
