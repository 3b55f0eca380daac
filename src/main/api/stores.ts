import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import type { StoreTrial } from '#contract/stores'

/** What the program around the engine knows of other stores. */
export interface StoresState {
  /** The collection; null where vectors are on this computer alone, or it cannot be made. */
  beside(namespace: string): Promise<string | null>
  /** @throws AppError `request/invalid` for settings that cannot be */
  test(kind: StoreTrial['kind'], settings: Readonly<Record<string, unknown>>): Promise<StoreTrial>
}

export const storesHandlers = ({ stores }: { readonly stores: StoresState }): SomaHandlers['stores'] => ({
  test: async ({ kind, settings }, { client }) => {
    // A program with the token may ask how the stores fare, and not have this computer knock elsewhere (decision 42).
    if (client !== 'app' && Object.keys(settings).length > 0) {
      throw new AppError('connection/closed', {
        reason: 'Other settings than those that hold are tried by the app itself and its command line.',
      })
    }
    return stores.test(kind, settings)
  },
  beside: async ({ namespace }) => {
    const collection = await stores.beside(namespace)
    if (collection !== null) return { collection }
    const message = 'there is no store elsewhere to make it in, or it refuses'
    throw new AppError('request/invalid', { issues: [{ path: 'namespace', message }] })
  },
})
