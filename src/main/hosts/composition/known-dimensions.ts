import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Known = z.record(z.string(), z.int().positive())

/**
 * How long the vectors of an embedder elsewhere were, so that the app starts while it is away. A cache: what can't be
 * read or written is asked for again.
 */
export class KnownDimensions {
  readonly #file: string | null

  /** @param dataDir null where nothing outlives the program */
  constructor(dataDir: string | null) {
    this.#file = dataDir === null ? null : join(dataDir, 'embedder-dimensions.json')
  }

  get(embedder: string): number | undefined {
    const known = this.#read()
    return Object.hasOwn(known, embedder) ? known[embedder] : undefined
  }

  keep(embedder: string, dimension: number): void {
    if (this.#file === null || this.get(embedder) === dimension) return
    try {
      writeFileSync(`${this.#file}.new`, JSON.stringify({ ...this.#read(), [embedder]: dimension }))
      renameSync(`${this.#file}.new`, this.#file)
    } catch {
      // Then the next start asks again.
    }
  }

  #read(): Record<string, number> {
    if (this.#file === null) return {}
    try {
      return Known.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch {
      return {}
    }
  }
}
