import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import { attemptWith, type MutationOptions } from './attempt-change.ts'
import type { ChangePorts } from './golden-mutations.ts'

const t = wordsOf('changes')

type GateInput<M extends keyof SomaClient['gate']> = Parameters<SomaClient['gate'][M]>[0]
type DuplicatesInput<M extends keyof SomaClient['duplicates']> = Parameters<SomaClient['duplicates'][M]>[0]

const said = ({ summary }: { readonly summary: string }): string => told(summary)

/** Every change a screen can make to stopped writes and to memories that are alike. Each offers Undo. */
export const createGateMutations = ({ client: { gate, duplicates, memories }, toast }: ChangePorts) => {
  const attempt = attemptWith(toast)
  return {
    /** One change for all of them; what was left out is told. */
    settle: async (input: GateInput<'settle'>) => {
      const outcome = await attempt(gate.settle(input), said)
      const left = outcome.ok ? outcome.receipt.leftOut : []
      if (left.length > 0) {
        const title = t('countWritesStayedInThe', { count: left.length })
        toast({ title, detail: told(left[0]?.reason ?? ''), tone: 'warning' })
      }
      return outcome
    },
    setFields: (input: Parameters<SomaClient['memories']['setFields']>[0], options?: MutationOptions) =>
      attempt(
        memories.setFields(input),
        () => t('mergedIntoCoordinate', { coordinate: input.coordinate.join(', ') }),
        options,
      ),
    label: (input: DuplicatesInput<'label'>, options?: MutationOptions) =>
      attempt(duplicates.label(input), said, options),
    merge: (input: DuplicatesInput<'merge'>, options?: MutationOptions) =>
      attempt(duplicates.merge(input), said, options),
  }
}

export type GateMutations = ReturnType<typeof createGateMutations>
