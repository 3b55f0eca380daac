import { useMemo } from 'react'
import type { SomaClient } from '#contract/index'
import { told } from '../words/told.ts'
import { toast } from '../workspace/use-workspace.ts'
import { attemptWith, type MutationOptions } from './attempt-change.ts'
import { useClient } from './client-context.tsx'

type Inputs = SomaClient['activity']
type Input<M extends 'record' | 'renameRecording' | 'removeRecording'> = Parameters<Inputs[M]>[0]

/** Every change a screen can make to recordings. Each says in the engine's words what happened and offers Undo. */
export const useRecordingMutations = () => {
  const client = useClient()
  return useMemo(() => {
    const { activity } = client
    const attempt = attemptWith(toast)
    const said = ({ summary }: { readonly summary: string }): string => told(summary)
    return {
      record: (input: Input<'record'>, options?: MutationOptions) =>
        attempt(activity.record(input), said, options),
      rename: (input: Input<'renameRecording'>, options?: MutationOptions) =>
        attempt(activity.renameRecording(input), said, options),
      remove: (input: Input<'removeRecording'>, options?: MutationOptions) =>
        attempt(activity.removeRecording(input), said, options),
    }
  }, [client])
}
