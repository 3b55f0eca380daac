import type { BenchSystem } from '../system.ts'
import { cpuSeconds } from './cpu-seconds.ts'
import { quantile } from './quantile.ts'

/** Of single calls, one after the other. */
export interface CallFigures {
  /** In a CPU second, with all that the calls leave to be done later. */
  readonly rate: number
  /** Wall clock of a call. */
  readonly p50Micros: number
  readonly p99Micros: number
  readonly worstMicros: number
}

export interface ChangeFigures {
  readonly name: string
  readonly inserts: CallFigures
  readonly deletes?: CallFigures
}

/** Calls once for each of `count` numbers, then `settle`, and measures. */
export const timeCalls = (count: number, call: (i: number) => void, settle?: () => void): CallFigures => {
  globalThis.gc?.()
  const micros: number[] = []
  const started = cpuSeconds()
  for (let i = 0; i < count; i++) {
    const before = performance.now()
    call(i)
    micros.push((performance.now() - before) * 1000)
  }
  settle?.()
  const spent = cpuSeconds() - started
  return {
    rate: count / spent,
    p50Micros: quantile(micros, 0.5),
    p99Micros: quantile(micros, 0.99),
    worstMicros: quantile(micros, 1),
  }
}

/** Inserts rows, one at a time, beside the `n` that are there, and deletes them again. */
export const measureChanges = (
  system: BenchSystem,
  { later, n }: { readonly later: readonly Float32Array[]; readonly n: number },
): ChangeFigures | undefined => {
  const { name } = system
  if (!system.insert) return undefined
  const settle = () => system.settle?.()
  const inserts = timeCalls(later.length, (i) => system.insert?.(n + i, later[i]!), settle)
  if (!system.remove) return { name, inserts }
  return { name, inserts, deletes: timeCalls(later.length, (i) => system.remove?.(n + i), settle) }
}
