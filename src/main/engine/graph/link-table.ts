import type { MemoryKey } from '../ports.ts'

export interface LinkRow {
  /** The number of the link; a link that was removed and made again has another. */
  readonly key: number
  readonly from: MemoryKey
  readonly to: MemoryKey
  readonly type: string
  readonly weight: number
  readonly createdAt: number
  readonly hasNote: 0 | 1
}

/** One row, with nodes and a place in the list of types in place of keys and a name. */
export interface PlacedLink {
  readonly key: number
  readonly from: number
  readonly to: number
  readonly type: number
  readonly weight: number
  readonly createdAt: number
  readonly hasNote: 0 | 1
}

/** One column a property of links. A row of a link that is gone stays, and `gone` has 1 there, until all is packed. */
export class LinkTable {
  key: Uint32Array
  from: Uint32Array
  to: Uint32Array
  type: Uint32Array
  weight: Float64Array
  createdAt: Float64Array
  hasNote: Uint8Array
  gone: Uint8Array
  /** Rows in use, gone ones among them; the columns have room for more. */
  rows = 0
  lost = 0

  constructor(room: number) {
    this.key = new Uint32Array(room)
    this.from = new Uint32Array(room)
    this.to = new Uint32Array(room)
    this.type = new Uint32Array(room)
    this.weight = new Float64Array(room)
    this.createdAt = new Float64Array(room)
    this.hasNote = new Uint8Array(room)
    this.gone = new Uint8Array(room)
  }

  /** @returns the row */
  add(link: PlacedLink): number {
    const row = this.rows
    if (row === this.key.length) this.#grow()
    this.key[row] = link.key
    this.from[row] = link.from
    this.to[row] = link.to
    this.type[row] = link.type
    this.weight[row] = link.weight
    this.createdAt[row] = link.createdAt
    this.hasNote[row] = link.hasNote
    this.rows++
    return row
  }

  remove(row: number): void {
    if (this.gone[row] === 1) return
    this.gone[row] = 1
    this.lost++
  }

  /** The same without what is gone, in the same order. */
  packed(): LinkTable {
    const table = new LinkTable(this.rows - this.lost)
    for (let row = 0; row < this.rows; row++) {
      if (this.gone[row] === 1) continue
      const at = table.rows++
      table.key[at] = this.key[row] as number
      table.from[at] = this.from[row] as number
      table.to[at] = this.to[row] as number
      table.type[at] = this.type[row] as number
      table.weight[at] = this.weight[row] as number
      table.createdAt[at] = this.createdAt[row] as number
      table.hasNote[at] = this.hasNote[row] as number
    }
    return table
  }

  #grow(): void {
    const larger = new LinkTable(this.rows + (this.rows >> 3) + 16)
    larger.key.set(this.key)
    larger.from.set(this.from)
    larger.to.set(this.to)
    larger.type.set(this.type)
    larger.weight.set(this.weight)
    larger.createdAt.set(this.createdAt)
    larger.hasNote.set(this.hasNote)
    larger.gone.set(this.gone)
    Object.assign(this, { ...larger, rows: this.rows, lost: this.lost })
  }
}
