import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isSameReach, type ReachGuard } from '#api/reach'
import { AppError } from '#contract/errors'
import { Reach } from '#contract/reach'

/** Somebody to ask, where the page that wants it cannot answer. */
export interface Person {
  /** @throws AppError `reach/unconfirmed`, `reach/refused` */
  ask(places: readonly Reach[]): Promise<void>
  /** What was allowed by a code, where codes are given. @throws AppError `reach/code-wrong` */
  take?(id: string, code: string): readonly Reach[]
}

const Kept = z.array(Reach)

/**
 * What a person has allowed to be named from a page. A page that somebody has got hold of can say all that the user can, so
 * new hosts, folders and places of secrets are asked about where no page reaches; each once.
 */
export class Permits implements ReachGuard {
  readonly #file: string | null
  readonly #person: Person
  #memory: readonly Reach[] = []

  /** @param dataDir null where nothing outlives the program */
  constructor(dataDir: string | null, person: Person) {
    this.#file = dataDir === null ? null : join(dataDir, 'allowed-places.json')
    this.#person = person
  }

  async allow(
    asked: readonly Reach[],
    present: readonly Reach[],
    { client }: { readonly client: string },
  ): Promise<void> {
    // Whoever has a shell has more than this anyhow.
    if (client === 'cli') return
    const known = [...present, ...this.#kept()]
    const places = asked.filter((one) => !known.some((other) => isSameReach(one, other)))
    if (places.length === 0) return
    if (client !== 'app') throw new AppError('reach/refused', { places })
    await this.#person.ask(places)
    this.#keep(places)
  }

  confirm(id: string, code: string): void {
    if (this.#person.take === undefined) throw new AppError('reach/code-wrong', { left: 0 })
    this.#keep(this.#person.take(id, code))
  }

  #kept(): readonly Reach[] {
    if (this.#file === null) return this.#memory
    try {
      return Kept.parse(JSON.parse(readFileSync(this.#file, 'utf8')))
    } catch {
      // Without it everything is asked about anew, which is safe.
      return this.#memory
    }
  }

  #keep(places: readonly Reach[]): void {
    const before = this.#kept()
    const added = places.filter((one) => !before.some((other) => isSameReach(one, other)))
    this.#memory = [...before, ...added]
    if (this.#file === null) return
    mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 })
    writeFileSync(`${this.#file}.part`, `${JSON.stringify(this.#memory, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${this.#file}.part`, this.#file)
  }
}

/** Where nobody is there to ask: commands, and servers of agents. */
export const nobodyToAsk: Person = {
  ask: async (places) => {
    throw new AppError('reach/refused', { places: [...places] })
  },
}
