import type { QueryClient } from '@tanstack/react-query'
import { AppError } from '#contract/errors'
import type { SomaClient } from '#contract/index'
import type { RememberOutcome, StoreOutcome } from '#contract/memories'
import { wordsOf } from '../words/words.ts'
import { attemptWith, type MutationOptions, type Outcome, type Receipt } from './attempt-change.ts'
import { changeWords, stoppedWords } from './change-words.ts'
import { noteUnderWay } from './changes-under-way.ts'
import { patchOptimistically, type SafeFields } from './optimistic-patch.ts'
import { askInProduction } from './production-guard.ts'
import { keys } from './queries/keys.ts'
import { createUndoMutations, type UndoPorts } from './undo-mutations.ts'

const t = wordsOf('changes')

type Inputs = SomaClient['memories']
export type StoreArgs = Parameters<Inputs['store']>[0]
export type RememberArgs = Parameters<Inputs['remember']>[0]
export type UpdateArgs = Parameters<Inputs['update']>[0]
export type UpdateManyArgs = Parameters<Inputs['updateMany']>[0]
export type PlacesArgs = Parameters<Inputs['remove']>[0]
export type RestoreVersionArgs = Parameters<Inputs['restoreVersion']>[0]

export interface MutationPorts extends UndoPorts {
  readonly queryClient: QueryClient
  /** Opens a memory beside what is shown. */
  readonly onShow: (coordinate: readonly number[]) => void
}

type Stopped = Extract<StoreOutcome, { stored: false }>

const safeFieldsOf = ({ type, importance, pinned }: UpdateArgs): SafeFields => ({ type, importance, pinned })

const isOnlySafe = (input: UpdateArgs): boolean =>
  input.payload === undefined && input.timestamp === undefined && input.expectedVersion === undefined

const connectionWords = wordsOf('connections')

const deletingMany = (count: number) => ({
  title: connectionWords('deleteCountMemories', { count }),
  detail: connectionWords('theyGoIntoTheBin'),
  confirmLabel: connectionWords('delete'),
})

export const createMemoryMutations = (ports: MutationPorts) => {
  const { client, queryClient, toast, onShow } = ports
  const attempt = attemptWith(toast)

  /** Shows values at once and asks the engine what is true when it refused them. */
  const attemptSafe = async <T extends Receipt>(
    namespace: string,
    coordinates: readonly (readonly number[])[],
    fields: SafeFields,
    run: () => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> => {
    patchOptimistically(queryClient, namespace, coordinates, fields)
    const outcome = await run()
    if (!outcome.ok) {
      void queryClient.invalidateQueries({ queryKey: keys.memory(namespace) })
      void queryClient.invalidateQueries({ queryKey: keys.recall(namespace) })
    }
    return outcome
  }

  const tellStopped = ({ gate, entry }: Stopped, namespace: string): void => {
    const { nearest } = gate
    const storeAnyway = (): void => {
      const stored = client.gate.storeAnyway({ namespace, entry })
      void attempt(stored, ({ coordinate }) => changeWords.store(coordinate, true)).then((outcome) => {
        if (outcome.ok) onShow(outcome.receipt.coordinate)
      })
    }
    const seeIt = nearest && { label: t('seeIt'), run: () => onShow(nearest.coordinate) }
    const actions = [{ label: t('storeAnyway'), run: storeAnyway }, ...(seeIt ? [seeIt] : [])]
    toast({ ...stoppedWords(gate), tone: 'warning', actions })
  }

  const store = async (input: StoreArgs, options?: MutationOptions): Promise<Outcome<StoreOutcome>> => {
    const { namespace } = input
    try {
      const receipt = await client.memories.store(input)
      if (receipt.stored) {
        const title = changeWords.store(input.coordinate, receipt.created)
        toast({ title, undo: { seq: receipt.seq } })
      } else tellStopped(receipt, namespace)
      return { ok: true, receipt }
    } catch (error) {
      return attempt<StoreOutcome>(Promise.reject(error), () => '', options)
    }
  }

  const remember = async (
    input: RememberArgs,
    options?: MutationOptions,
  ): Promise<Outcome<RememberOutcome>> => {
    try {
      const receipt = await client.memories.remember(input)
      if (receipt.stored) {
        toast({ title: changeWords.store(receipt.coordinate, true), undo: { seq: receipt.seq } })
      } else tellStopped(receipt, input.namespace)
      return { ok: true, receipt }
    } catch (error) {
      return attempt<RememberOutcome>(Promise.reject(error), () => '', options)
    }
  }

  return {
    /** Where the gate stops it the toast says so, and nothing was stored: look at `receipt.stored`. */
    store: (...args: Parameters<typeof store>) => noteUnderWay(store(...args)),

    /** As `store`; the receipt says where it is. */
    remember: (...args: Parameters<typeof remember>) => noteUnderWay(remember(...args)),

    update: (input: UpdateArgs, options?: MutationOptions) => {
      const fields = safeFieldsOf(input)
      const safe = isOnlySafe(input)
      const run = () =>
        attempt(
          client.memories.update(input),
          ({ count }) => (safe ? changeWords.set(fields, count) : changeWords.update(input.coordinate)),
          options,
        )
      return safe ? attemptSafe(input.namespace, [input.coordinate], fields, run) : run()
    },

    updateMany: (input: UpdateManyArgs, options?: MutationOptions) =>
      attemptSafe(input.namespace, input.coordinates, input.set, () =>
        attempt(client.memories.updateMany(input), ({ count }) => changeWords.set(input.set, count), options),
      ),

    remove: async (input: PlacesArgs, options?: MutationOptions) => {
      const { length } = input.coordinates
      if (length > 1 && !(await askInProduction(queryClient, deletingMany(length))))
        return { ok: false as const, error: new AppError('request/cancelled', {}) }
      return attempt(client.memories.remove(input), ({ count }) => changeWords.remove(count), options)
    },

    restore: (input: PlacesArgs, options?: MutationOptions) =>
      attempt(client.memories.restore(input), ({ count }) => changeWords.restore(count), options),

    restoreVersion: (input: RestoreVersionArgs, options?: MutationOptions) =>
      attempt(
        client.memories.restoreVersion(input),
        () => changeWords.restoreVersion(input.coordinate, input.version),
        options,
      ),

    ...createUndoMutations(ports),
  }
}

export type MemoryMutations = ReturnType<typeof createMemoryMutations>
