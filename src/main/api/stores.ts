import type { SomaHandlers } from '#contract/index'
import type { StoreTrial } from '#contract/stores'

/** What the program around the engine knows of other stores. */
export interface StoresState {
  /** @throws AppError `request/invalid` for settings that cannot be */
  test(kind: StoreTrial['kind'], settings: Readonly<Record<string, unknown>>): Promise<StoreTrial>
}

export const storesHandlers = ({ stores }: { readonly stores: StoresState }): SomaHandlers['stores'] => ({
  test: ({ kind, settings }) => stores.test(kind, settings),
})
