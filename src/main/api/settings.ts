import type { SomaHandlers } from '#contract/index'
import type { Reach } from '#contract/reach'
import type { Setting } from '#contract/settings'
import type { Engine } from '#engine/index'
import type { SettingChanges } from '#engine/settings/chosen-settings'
import { placesOfSetting, type ReachGuard } from './reach.ts'

/** What the composition root knows of settings: which there are, and what fixes them. */
export interface SettingsState {
  list(): Setting[]
  /** @throws AppError where one of them may not be so */
  check(changes: SettingChanges): void
}

export const settingsHandlers = (
  { settings: chosen }: Engine,
  { settings, reach }: { readonly settings: SettingsState; readonly reach: ReachGuard },
): SomaHandlers['settings'] => ({
  list: async () => settings.list(),
  set: async (input, context) => {
    const changes = new Map(input.settings.map(({ key, value }) => [key, value]))
    settings.check(changes)
    const asked = input.settings.flatMap(({ key, value }) => placesOfSetting(key, value))
    await reach.allow(asked, placesIn(settings.list()), context)
    return chosen.change(changes, context.client)
  },
  reset: async ({ keys }, { client }) => {
    const changes = new Map(keys.map((key) => [key, undefined]))
    settings.check(changes)
    return chosen.change(changes, client)
  },
})

/** What settings name now, and what they name where nothing is chosen. */
export const placesIn = (settings: readonly Setting[]): Reach[] =>
  settings.flatMap(({ key, value, default: usual }) => [
    ...placesOfSetting(key, value),
    ...placesOfSetting(key, usual),
  ])
