import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import { attemptWith, type MutationOptions } from './attempt-change.ts'
import type { ChangePorts } from './golden-mutations.ts'

type Inputs = SomaClient['settings']
type Input<M extends keyof Inputs> = Parameters<Inputs[M]>[0]

/** Settings that are chosen in the app: each call is one change, which its toast can undo. */
export const createSettingMutations = ({ client: { settings }, toast }: ChangePorts) => {
  const attempt = attemptWith(toast)
  const said = ({ summary }: { readonly summary: string }): string => told(summary)
  return {
    set: (chosen: Input<'set'>['settings'], options?: MutationOptions) =>
      attempt(settings.set({ settings: chosen }), said, options),
    /** Their defaults hold again. */
    reset: (keys: Input<'reset'>['keys']) => attempt(settings.reset({ keys }), said),
  }
}

export type SettingMutations = ReturnType<typeof createSettingMutations>
