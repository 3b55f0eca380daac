import type { Arena } from './arena.ts'
import { blockRows, listBytes } from './kernel/kernel.ts'
import { none } from './none.ts'

/**
 * Inverted lists of all trees and levels. A list is a run of blocks of 16 codes, and the ids of what the codes stand
 * for: rows in a leaf, lists above. The kernel reads a descriptor of it from a table:
 *
 *     address of the codes | address of the ids | count | row of the centroid | reach
 *     block 0 | block 1 | ... | ids
 *
 * A list without codes (`codeBytes` 0) is ids alone.
 */
export class Lists {
  readonly #arena: Arena
  #table: number
  #room = 256
  readonly #codeBytes: number[] = []
  readonly #blocks: number[] = []
  #freeNumbers: number[] = []

  constructor(arena: Arena) {
    this.#arena = arena
    this.#table = arena.allocate(this.#room * listBytes)
  }

  /** Address of the table; another one after {@link create}. */
  get table(): number {
    return this.#table
  }

  /** @param codeBytes of one code @param rows that there is room for at first @param centroid row, or none */
  create(codeBytes: number, rows: number, centroid: number, reach: number): number {
    const list = this.#freeNumbers.pop() ?? this.#codeBytes.length
    if (list >= this.#room) this.#grow()
    this.#codeBytes[list] = codeBytes
    const blocks = Math.max(1, Math.ceil(rows / blockRows))
    this.#blocks[list] = blocks
    const address = this.#arena.allocate(bytesOf(blocks, codeBytes))
    const at = this.#at(list)
    const { u32, f32 } = this.#arena
    u32[at] = address
    u32[at + 1] = address + blocks * blockRows * codeBytes
    u32[at + 2] = 0
    u32[at + 3] = centroid
    f32[at + 4] = reach
    return list
  }

  drop(list: number): void {
    this.#arena.release(
      this.#arena.u32[this.#at(list)]!,
      bytesOf(this.#blocks[list]!, this.#codeBytes[list]!),
    )
    this.#freeNumbers.push(list)
  }

  countOf(list: number): number {
    return this.#arena.u32[this.#at(list) + 2]!
  }

  centroidOf(list: number): number {
    return this.#arena.u32[this.#at(list) + 3]!
  }

  reachOf(list: number): number {
    return this.#arena.f32[this.#at(list) + 4]!
  }

  /** The ids of a list, as they lie in memory; gone after the next allocation. */
  idsOf(list: number): Uint32Array {
    const at = this.#at(list)
    const { u32 } = this.#arena
    const start = u32[at + 1]! / 4
    return u32.subarray(start, start + u32[at + 2]!)
  }

  /** A copy of the codes of a list: whole blocks. */
  codesOf(list: number): Uint8Array {
    const address = this.#arena.u32[this.#at(list)]!
    return this.#arena.bytes.slice(address, address + this.#codeBytesIn(list))
  }

  /** Puts codes from {@link codesOf} under the ids that are there. @returns how many bytes they were */
  restoreCodes(list: number, codes: Uint8Array, offset: number): number {
    const bytes = this.#codeBytesIn(list)
    this.#arena.bytes.set(codes.subarray(offset, offset + bytes), this.#arena.u32[this.#at(list)]!)
    return bytes
  }

  #codeBytesIn(list: number): number {
    return Math.ceil(this.countOf(list) / blockRows) * blockRows * this.#codeBytes[list]!
  }

  /** Adds an id without writing its code. @returns its place */
  append(list: number, id: number): number {
    const at = this.#at(list)
    const place = this.#arena.u32[at + 2]!
    if (place === this.#blocks[list]! * blockRows) this.#enlarge(list)
    const { u32 } = this.#arena
    u32[u32[at + 1]! / 4 + place] = id
    u32[at + 2] = place + 1
    return place
  }

  /** Adds an id with a code that lies at an address. @returns its place */
  appendCode(list: number, id: number, code: number): number {
    const place = this.append(list, id)
    const codeBytes = this.#codeBytes[list]!
    this.#arena.memory.run.storeCode(code, codeBytes, this.#blockAt(list, place), place % blockRows)
    return place
  }

  /**
   * Takes out what is at a place; the last one takes its place.
   * @returns the id that moved there, or none
   */
  removeAt(list: number, place: number): number {
    const at = this.#at(list)
    const { u32, memory } = this.#arena
    const last = u32[at + 2]! - 1
    u32[at + 2] = last
    if (place === last) return none
    const ids = u32[at + 1]! / 4
    const moved = u32[ids + last]!
    u32[ids + place] = moved
    const codeBytes = this.#codeBytes[list]!
    const from = this.#blockAt(list, last)
    memory.run.moveCode(from, last % blockRows, this.#blockAt(list, place), place % blockRows, codeBytes)
    return moved
  }

  /** Address of the block that a place is in. */
  #blockAt(list: number, place: number): number {
    const block = Math.floor(place / blockRows)
    return this.#arena.u32[this.#at(list)]! + block * blockRows * this.#codeBytes[list]!
  }

  /** A third more blocks, so that growing copies each code a few times at most. */
  #enlarge(list: number): void {
    const blocks = this.#blocks[list]!
    const codeBytes = this.#codeBytes[list]!
    const more = blocks + Math.max(1, Math.floor(blocks / 3))
    const address = this.#arena.allocate(bytesOf(more, codeBytes))
    const at = this.#at(list)
    const { bytes, u32 } = this.#arena
    const old = u32[at]!
    const ids = u32[at + 1]!
    const newIds = address + more * blockRows * codeBytes
    bytes.copyWithin(address, old, ids)
    bytes.copyWithin(newIds, ids, ids + u32[at + 2]! * 4)
    u32[at] = address
    u32[at + 1] = newIds
    this.#blocks[list] = more
    this.#arena.release(old, bytesOf(blocks, codeBytes))
  }

  #grow(): void {
    const old = this.#table
    const bytes = this.#room * listBytes
    this.#table = this.#arena.allocate(bytes * 2)
    this.#arena.bytes.copyWithin(this.#table, old, old + bytes)
    this.#arena.release(old, bytes)
    this.#room *= 2
  }

  #at(list: number): number {
    return (this.#table + list * listBytes) / 4
  }
}

const bytesOf = (blocks: number, codeBytes: number): number => blocks * blockRows * (codeBytes + 4)
