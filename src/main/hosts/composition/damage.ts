import type { StoreState } from '#contract/app'
import type { Backups } from './backups.ts'
import type { OpenedStore } from './store-source.ts'

/** What is known of the health of the database file. */
export class Damage {
  #state: StoreState = { state: 'ready' }
  readonly #backups: Backups
  readonly #onChange: () => void

  constructor(opened: OpenedStore, backups: Backups, onChange: () => void) {
    this.#backups = backups
    this.#onChange = onChange
    if (opened.damage !== null) void this.report(opened.damage)
  }

  get state(): StoreState {
    return this.#state
  }

  /** Whether the file is known to be damaged. */
  get isKnown(): boolean {
    return this.#state.state !== 'ready'
  }

  async report(what: string): Promise<void> {
    const reason = `Its file was left as it is: ${what}.`
    this.#state = { state: 'read-only', damaged: true, reason, backup: null }
    const backup = await this.#backups.newestReadable()
    this.#state = { state: 'read-only', damaged: true, reason, backup }
    this.#onChange()
  }
}
