import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import type { ToastInput } from '../workspace/toast.ts'
import { attemptWith, type MutationOptions } from './attempt-change.ts'

export interface ChangePorts {
  readonly client: SomaClient
  readonly toast: (input: ToastInput) => unknown
}

type Inputs = SomaClient['golden']
type Input<M extends keyof Inputs> = Parameters<Inputs[M]>[0]

/** Every change a screen can make to golden sets. Each says in the engine's words what happened and offers Undo. */
export const createGoldenMutations = ({ client: { golden }, toast }: ChangePorts) => {
  const attempt = attemptWith(toast)
  const said = ({ summary }: { readonly summary: string }): string => told(summary)
  return {
    star: (input: Input<'star'>, options?: MutationOptions) => attempt(golden.star(input), said, options),
    unstar: (input: Input<'unstar'>, options?: MutationOptions) =>
      attempt(golden.unstar(input), said, options),
    removeEntry: (input: Input<'removeEntry'>, options?: MutationOptions) =>
      attempt(golden.removeEntry(input), said, options),
    rename: (input: Input<'rename'>, options?: MutationOptions) =>
      attempt(golden.rename(input), said, options),
    remove: (input: Input<'remove'>, options?: MutationOptions) =>
      attempt(golden.remove(input), said, options),
    /** The receipt lists the lines that were not taken. */
    import: (input: Input<'import'>, options?: MutationOptions) =>
      attempt(golden.import(input), said, options),
  }
}

export type GoldenMutations = ReturnType<typeof createGoldenMutations>
