import { AppError } from '#contract/errors'
import type { ChangeReceipt } from '#contract/memory'
import type { Draft, Journal } from '../journal/journal.ts'
import { type Committed, type Mutation, MutationRefused } from '../ports.ts'

/** Where a memory is. */
export interface Place {
  readonly namespace: string
  readonly coordinate: readonly number[]
}

/**
 * Commits a change of one memory.
 * @throws AppError `memory/conflict`, `memory/exists`, `memory/not-found`
 */
export const commitOne = async (
  journal: Journal,
  place: Place,
  mutation: Mutation,
  change: Pick<Draft, 'author' | 'action' | 'summary' | 'links' | 'pair'> & {
    readonly reason: string | undefined
  },
): Promise<Committed> => {
  try {
    return await journal.commit({
      namespace: place.namespace,
      ...change,
      reason: change.reason ?? null,
      // A patch that changes nothing is no error; a put that is refused is.
      onMismatch: 'fail',
      mutations: [mutation],
    })
  } catch (error) {
    if (!(error instanceof MutationRefused)) throw error
    const expected = mutation.expectedVersion
    if (error.found !== 'nothing' && expected !== undefined && expected !== error.version) {
      throw new AppError('memory/conflict', { ...bare(place), expected, actual: error.version })
    }
    return mutation.when === 'absent' ? fail('memory/exists', place) : notFound(place)
  }
}

export const receiptOf = ({ change }: Committed): ChangeReceipt => ({
  seq: change?.seq ?? 0,
  count: change?.count ?? 0,
})

export const bare = ({ namespace, coordinate }: Place) => ({ namespace, coordinate: [...coordinate] })

export const fail = (code: 'memory/exists' | 'memory/not-found', place: Place): never => {
  throw new AppError(code, bare(place))
}

export const notFound = (place: Place): never => fail('memory/not-found', place)
