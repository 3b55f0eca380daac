import type { SomaHandlers } from '#contract/index'
import type { Setting } from '#contract/settings'
import type { Engine } from '#engine/index'
import type { SettingChanges } from '#engine/settings/chosen-settings'

/** What the composition root knows of settings: which there are, and what fixes them. */
export interface SettingsState {
  list(): Setting[]
  /** @throws AppError where one of them may not be so */
  check(changes: SettingChanges): void
}

export const settingsHandlers = (
  { settings: chosen }: Engine,
  { settings }: { readonly settings: SettingsState },
): SomaHandlers['settings'] => ({
  list: async () => settings.list(),
  set: async (input, { client }) => {
    const changes = new Map(input.settings.map(({ key, value }) => [key, value]))
    settings.check(changes)
    return chosen.change(changes, client)
  },
  reset: async ({ keys }, { client }) => {
    const changes = new Map(keys.map((key) => [key, undefined]))
    settings.check(changes)
    return chosen.change(changes, client)
  },
})
