import type { Log } from '../ports.ts'
import type { ActiveVectors, VectorPair } from './active-vectors.ts'

/** A pair that answered until a moment ago: calls that began with it end with it, then it is saved and closed. */
export class RetiredPair {
  readonly closed: Promise<void>
  readonly #hurry = Promise.withResolvers<void>()

  constructor(pair: VectorPair, { vectors, log }: { readonly vectors: ActiveVectors; readonly log: Log }) {
    const close = async (): Promise<void> => {
      await Promise.race([vectors.released(pair), this.#hurry.promise])
      await pair.sync.save('any-change')
      pair.sync.stop()
      await pair.index.close()
      await pair.embedder.close?.()
    }
    this.closed = close().catch((error: unknown) => {
      log.warn('the vectors that were in use before could not be closed', { reason: String(error) })
    })
  }

  /** Closes it without waiting for anybody. */
  now(): Promise<void> {
    this.#hurry.resolve()
    return this.closed
  }
}
