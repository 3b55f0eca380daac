import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import { attemptWith, type MutationOptions } from './attempt-change.ts'
import type { ChangePorts } from './golden-mutations.ts'

type Inputs = SomaClient['links']
type Input<M extends keyof Inputs> = Parameters<Inputs[M]>[0]

/** Every change a screen can make to links. Each says in the words of the history what happened and offers Undo. */
export const createLinkMutations = ({ client: { links }, toast }: ChangePorts) => {
  const attempt = attemptWith(toast)
  const said = ({ summary }: { readonly summary: string }): string => told(summary)
  return {
    put: (input: Input<'put'>, options?: MutationOptions) => attempt(links.put(input), said, options),
    putMany: (input: Input<'putMany'>, options?: MutationOptions) =>
      attempt(links.putMany(input), said, options),
    remove: (input: Input<'remove'>, options?: MutationOptions) =>
      attempt(links.remove(input), said, options),
  }
}

export type LinkMutations = ReturnType<typeof createLinkMutations>
