import type { StoreState } from '#contract/app'

/** What is known of Redis, where it keeps the memories. While it is lost, what is here can be read and not changed. */
export class RedisHealth {
  onChange: (lost: string | null) => void = () => {}
  #lost: string | null = null

  readonly tell = (lost: string | null): void => {
    this.#lost = lost
    this.onChange(lost)
  }

  /** What is wrong with the file goes before it. */
  over(state: StoreState): StoreState {
    if (state.state !== 'ready' || this.#lost === null) return state
    return { state: 'read-only', damaged: false, reason: this.#lost, backup: null }
  }
}
