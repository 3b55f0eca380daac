import type { ChangeReceipt } from '#contract/memory'
import { type ArtefactMutation, ArtefactRefused } from '../artefact-ports.ts'
import type { Journal } from './journal.ts'

/** Another window may go between reading and writing so often before it is an error. */
const ATTEMPTS = 5

export type ArtefactReceipt = ChangeReceipt & { readonly summary: string }

/**
 * One change of artefacts. What it does depends on what is there, and another window may change that between reading
 * and writing: then it is read anew and done again.
 * @param mutations reads what is there and says what is to be; what it throws is thrown
 */
export const changeArtefacts = async (
  journal: Pick<Journal, 'commit'>,
  namespace: string,
  change: { readonly author: string; readonly action: string; readonly summary: string },
  mutations: () => Promise<readonly ArtefactMutation[]>,
): Promise<ArtefactReceipt> => {
  for (let attempt = 1; ; attempt++) {
    const artefacts = await mutations()
    try {
      const draft = { namespace, ...change, onMismatch: 'fail', mutations: [], artefacts } as const
      const { change: made } = await journal.commit(draft)
      return { seq: made?.seq ?? 0, count: made?.count ?? 0, summary: change.summary }
    } catch (error) {
      if (!(error instanceof ArtefactRefused) || attempt === ATTEMPTS) throw error
    }
  }
}
