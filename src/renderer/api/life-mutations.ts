import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import { attemptWith, type MutationOptions } from './attempt-change.ts'
import type { ChangePorts } from './golden-mutations.ts'

type Inputs = SomaClient['life']
type Input<M extends keyof Inputs> = Parameters<Inputs[M]>[0]

/** The higher operations that change something. Each says in the engine's words what happened and offers Undo. */
export const createLifeMutations = ({ client: { life }, toast }: ChangePorts) => {
  const attempt = attemptWith(toast)
  const said = ({ summary }: { readonly summary: string }): string => told(summary)
  return {
    consolidate: (input: Input<'consolidate'>, options?: MutationOptions) =>
      attempt(life.consolidate(input), said, options),
    reportOutcome: (input: Input<'reportOutcome'>, options?: MutationOptions) =>
      attempt(life.reportOutcome(input), said, options),
    predict: (input: Input<'predict'>, options?: MutationOptions) =>
      attempt(life.predict(input), said, options),
    share: (input: Input<'share'>, options?: MutationOptions) => attempt(life.share(input), said, options),
  }
}
