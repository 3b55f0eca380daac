import type { EventBus } from '../journal/event-bus.ts'
import { memoryId } from '../memory/coordinate.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import type { Purge } from './decay-ports.ts'

const AT_ONCE = 200

interface BinParts {
  readonly store: MemoryStore
  readonly clock: Clock
  readonly events: EventBus
}

/** Deleting for good. There is no undo: what is purged is nowhere any more (MEM-9). */
export class Bin {
  readonly #parts: BinParts

  constructor(parts: BinParts) {
    this.#parts = parts
  }

  /** Those that lie in the bin. @returns how many */
  async purge(
    namespace: string,
    coordinates: readonly (readonly number[])[],
    author: string,
  ): Promise<number> {
    const ids = coordinates.map((coordinate) => memoryId(namespace, coordinate))
    let purged = 0
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      purged += await this.#purge(namespace, { ids: ids.slice(at, at + AT_ONCE) }, author)
    }
    this.#tell()
    return purged
  }

  /** Everything that lies there now. @returns how many */
  async empty(namespace: string, author: string): Promise<number> {
    // What comes in meanwhile was not meant.
    const before = this.#parts.clock.now() + 1e-6
    let purged = 0
    for (let gone = AT_ONCE; gone === AT_ONCE; purged += gone) {
      gone = await this.#purge(namespace, { before }, author)
    }
    this.#tell()
    return purged
  }

  #purge(namespace: string, which: Purge['which'], author: string): Promise<number> {
    const { store, clock } = this.#parts
    const summary = 'Purged from the bin'
    return store.purgeBin({ namespace, which, limit: AT_ONCE, at: clock.now(), author, summary })
  }

  #tell(): void {
    this.#parts.events.publish({ type: 'namespaces' })
  }
}
