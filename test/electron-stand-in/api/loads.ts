import { loadError } from './load-error.ts'

interface Waiting {
  readonly loaderId: string
  readonly url: string
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** Tells the end of one load from the end of another: DevTools gives every document a loader id. */
export class Loads {
  #lastLoaded: string | undefined
  #waiting: Waiting[] = []

  /** Rejects when another document takes the place of this one before it has loaded. */
  async finished(loaderId: string, url: string): Promise<void> {
    if (this.#lastLoaded === loaderId) return
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push({ loaderId, url, resolve, reject })
    await promise
  }

  loaded(loaderId: string): void {
    this.#lastLoaded = loaderId
    for (const one of this.#take((waiting) => waiting.loaderId === loaderId)) one.resolve()
  }

  committed(loaderId: string): void {
    for (const one of this.#take((waiting) => waiting.loaderId !== loaderId)) {
      one.reject(loadError('net::ERR_ABORTED', one.url))
    }
  }

  #take(isTaken: (waiting: Waiting) => boolean): readonly Waiting[] {
    const taken = this.#waiting.filter(isTaken)
    this.#waiting = this.#waiting.filter((waiting) => !isTaken(waiting))
    return taken
  }
}
