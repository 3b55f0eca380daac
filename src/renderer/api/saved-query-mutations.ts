import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import { attemptWith, type MutationOptions } from './attempt-change.ts'
import type { ChangePorts } from './golden-mutations.ts'

type Inputs = SomaClient['queries']
type Input<M extends keyof Inputs> = Parameters<Inputs[M]>[0]

/** Every change a screen can make to saved queries. Each says in the engine's words what happened and offers Undo. */
export const createSavedQueryMutations = ({ client: { queries }, toast }: ChangePorts) => {
  const attempt = attemptWith(toast)
  const said = ({ summary }: { readonly summary: string }): string => told(summary)
  return {
    /** Where the name may be taken, ask for errors inline and offer to replace on `query/exists`. */
    save: (input: Input<'save'>, options?: MutationOptions) => attempt(queries.save(input), said, options),
    rename: (input: Input<'rename'>, options?: MutationOptions) =>
      attempt(queries.rename(input), said, options),
    remove: (input: Input<'remove'>, options?: MutationOptions) =>
      attempt(queries.remove(input), said, options),
  }
}

export type SavedQueryMutations = ReturnType<typeof createSavedQueryMutations>
