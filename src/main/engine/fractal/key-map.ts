import { none } from './none.ts'

const shards = 64
const smallest = 8

/**
 * Row of each key, as an open-addressing hash of 8 bytes an entry at a load between a third and two thirds: a Map takes
 * 40, and grows in one piece, which a writer would notice at a million keys. This one grows a 64th at a time.
 */
export class KeyMap {
  readonly #shards: (Shard | undefined)[] = new Array(shards)
  #size = 0

  get size(): number {
    return this.#size
  }

  get byteLength(): number {
    return this.#shards.reduce((sum, shard) => sum + (shard ? shard.entries.byteLength : 0), 0)
  }

  /** The row of a key, or none. */
  get(key: number): number {
    const hash = hashOf(key)
    return this.#shards[hash % shards]?.get(key, hash) ?? none
  }

  /** All rows, in no order that means anything. */
  rows(): Uint32Array {
    const rows = new Uint32Array(this.#size)
    let found = 0
    for (const shard of this.#shards) {
      if (!shard) continue
      const { entries } = shard
      for (let at = 1; at < entries.length; at += 2) if (entries[at] !== none) rows[found++] = entries[at]!
    }
    return rows
  }

  set(key: number, row: number): void {
    const hash = hashOf(key)
    const at = hash % shards
    let shard = this.#shards[at]
    if (!shard) {
      shard = new Shard()
      this.#shards[at] = shard
    }
    if (shard.set(key, hash, row)) this.#size += 1
  }

  delete(key: number): void {
    const hash = hashOf(key)
    if (this.#shards[hash % shards]?.delete(key, hash)) this.#size -= 1
  }
}

/** Linear probing; a removal moves what follows up, so that no tombstones are left. */
class Shard {
  /** Key and row by turns; a row of none is an empty place. */
  entries = new Uint32Array(smallest * 2).fill(none)
  #mask = smallest - 1
  #count = 0

  get(key: number, hash: number): number {
    return this.entries[this.#find(key, hash) * 2 + 1]!
  }

  /** @returns whether the key is new */
  set(key: number, hash: number, row: number): boolean {
    let place = this.#find(key, hash)
    const isNew = this.entries[place * 2 + 1] === none
    if (isNew) {
      this.#count += 1
      if (this.#count * 3 > (this.#mask + 1) * 2) {
        this.#grow()
        place = this.#find(key, hash)
      }
      this.entries[place * 2] = key
    }
    this.entries[place * 2 + 1] = row
    return isNew
  }

  delete(key: number, hash: number): boolean {
    let hole = this.#find(key, hash)
    const { entries } = this
    if (entries[hole * 2 + 1] === none) return false
    this.#count -= 1
    for (
      let place = (hole + 1) & this.#mask;
      entries[place * 2 + 1] !== none;
      place = (place + 1) & this.#mask
    ) {
      const home = (hashOf(entries[place * 2]!) >>> 6) & this.#mask
      // What would be looked for from behind the hole stays.
      if (((place - home) & this.#mask) < ((place - hole) & this.#mask)) continue
      entries[hole * 2] = entries[place * 2]!
      entries[hole * 2 + 1] = entries[place * 2 + 1]!
      hole = place
    }
    entries[hole * 2 + 1] = none
    return true
  }

  /** Place of a key, or the empty one where it belongs. */
  #find(key: number, hash: number): number {
    const { entries } = this
    let place = (hash >>> 6) & this.#mask
    while (entries[place * 2 + 1] !== none && entries[place * 2] !== key) place = (place + 1) & this.#mask
    return place
  }

  #grow(): void {
    const old = this.entries
    this.#mask = this.#mask * 2 + 1
    this.entries = new Uint32Array((this.#mask + 1) * 2).fill(none)
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] === none) continue
      const place = this.#find(old[at]!, hashOf(old[at]!))
      this.entries[place * 2] = old[at]!
      this.entries[place * 2 + 1] = old[at + 1]!
    }
  }
}

/** Mixes all bits of a key into all bits of its hash (murmur3's finaliser): keys come in runs. */
const hashOf = (key: number): number => {
  let h = key | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
