import type { Updating } from '#api/updates'
import type { NoUpdates } from '#contract/updates'

const nothing = (): void => {}

/** Of a program that does not update itself, and says why. */
export const noUpdating = (version: string, reason: NoUpdates): Updating => ({
  state: () => ({ version, channel: 'stable', update: { state: 'off', reason } }),
  check: async () => {},
  choose: nothing,
  download: nothing,
  cancel: nothing,
  install: nothing,
})
