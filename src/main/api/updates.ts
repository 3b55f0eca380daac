import type { SomaHandlers } from '#contract/index'
import type { UpdateChannel, Updates } from '#contract/updates'

/** What keeps the program itself up to date. Where there is nothing to do a wish changes nothing. */
export interface Updating {
  state(): Updates
  check(): Promise<void>
  choose(channel: UpdateChannel): void
  download(): void
  cancel(): void
  install(): void
}

export const updatesHandlers = ({ updating }: { readonly updating: Updating }): SomaHandlers['updates'] => {
  const after = async (work: void | Promise<void>): Promise<Updates> => {
    await work
    return updating.state()
  }
  return {
    state: () => after(undefined),
    check: () => after(updating.check()),
    choose: ({ channel }) => after(updating.choose(channel)),
    download: () => after(updating.download()),
    cancel: () => after(updating.cancel()),
    install: () => after(updating.install()),
  }
}
