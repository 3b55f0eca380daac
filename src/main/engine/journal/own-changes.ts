import type { Committed } from '../ports.ts'

/** Which changes this process made: everything else in the journal was made by others (MEM-13). */
export class OwnChanges {
  readonly #seqs = new Set<number>()
  readonly #underWay = new Set<Promise<unknown>>()

  /** Notes what a commit made. */
  async note<T extends { readonly change: Committed['change'] }>(commit: Promise<T>): Promise<T> {
    const noted = commit.then(({ change }) => {
      if (change !== null) this.#seqs.add(change.seq)
    })
    const settled = noted.catch(() => {})
    this.#underWay.add(settled)
    try {
      await noted
      return await commit
    } finally {
      this.#underWay.delete(settled)
    }
  }

  /** Resolves when it is known of every change on disk whether it is our own. */
  async known(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  has(seq: number): boolean {
    return this.#seqs.has(seq)
  }

  /** Forgets what nobody asks for any more. */
  forgetUpTo(seq: number): void {
    for (const own of this.#seqs) if (own <= seq) this.#seqs.delete(own)
  }
}
