import type { MemoryKey } from '../ports.ts'
import { Incidence } from './incidence.ts'
import { type LinkRow, LinkTable } from './link-table.ts'

/** What became of a graph since it was read. */
export interface GraphChange {
  /** Numbers of links that were changed, removed or made. */
  readonly touched: ReadonlySet<number>
  /** Those of them that are there now. */
  readonly links: readonly LinkRow[]
  readonly memories: readonly { readonly key: MemoryKey; readonly isHidden: boolean }[]
}

/** Where a change has more than this share of the links, or so much of the columns is waste, they are made anew. */
const MUCH = 1 / 4
/** Small graphs are not made anew for every few changes. */
const FEW = 64

/**
 * The links of a namespace, for walking. Memories that have a link are its nodes, numbered from 0 in the order they came;
 * a number stays. A hidden node (its memory lies in the bin) keeps its links, and nobody passes it.
 */
export class LiveGraph {
  readonly #nodes = new Map<MemoryKey, number>()
  readonly #keys: MemoryKey[] = []
  readonly #types = new Map<string, number>()
  /** Rows by the number of the link; made with the first change. */
  #rowOf: Map<number, number> | null = null
  #links = new LinkTable(0)
  #hidden = new Uint8Array()
  #out = new Incidence(new Uint32Array(), { links: 0, nodes: 0 })
  #in = new Incidence(new Uint32Array(), { links: 0, nodes: 0 })

  constructor(links: readonly LinkRow[], hidden: readonly MemoryKey[]) {
    this.apply({ links, touched: new Set(), memories: hidden.map((key) => ({ key, isHidden: true })) })
  }

  get nodeCount(): number {
    return this.#keys.length
  }

  /** Links that are there. */
  get linkCount(): number {
    return this.#links.rows - this.#links.lost
  }

  get links(): Readonly<LinkTable> {
    return this.#links
  }

  get out(): Readonly<Incidence> {
    return this.#out
  }

  get in(): Readonly<Incidence> {
    return this.#in
  }

  get typeNames(): readonly string[] {
    return [...this.#types.keys()]
  }

  /** By node, 1 where it is hidden. */
  get hidden(): Uint8Array {
    return this.#hidden.subarray(0, this.nodeCount)
  }

  /** False also for one that is no node. */
  isHidden(key: MemoryKey): boolean {
    const node = this.#nodes.get(key)
    return node !== undefined && this.#hidden[node] === 1
  }

  nodeOf(key: MemoryKey): number | undefined {
    return this.#nodes.get(key)
  }

  keyOf(node: number): MemoryKey {
    return this.#keys[node] as MemoryKey
  }

  /**
   * Costs what the touched memories have of links. Seldom, after as many changes as a quarter of the graph, all columns
   * are packed, which costs some milliseconds for 100,000 links.
   */
  apply(change: GraphChange): void {
    const isLarge = change.touched.size + change.links.length > FEW + MUCH * this.linkCount
    if (isLarge) this.#addMany(change)
    else this.#addFew(change)
    for (const { key, isHidden } of change.memories) this.#hide(this.#node(key), isHidden)
    this.#fit()
    const waste = this.#links.lost + this.#out.waste + this.#in.waste
    if (isLarge || waste > FEW + MUCH * this.linkCount) this.#pack()
  }

  #addMany({ touched, links }: GraphChange): void {
    const table = this.#links
    for (let row = 0; row < table.rows; row++) if (touched.has(table.key[row] as number)) table.remove(row)
    for (const link of links) table.add(this.#placed(link))
  }

  #addFew({ touched, links }: GraphChange): void {
    const rows = this.#rows()
    for (const key of touched) {
      const row = rows.get(key)
      if (row === undefined) continue
      this.#out.remove(this.#links.from[row] as number, row)
      this.#in.remove(this.#links.to[row] as number, row)
      this.#links.remove(row)
      rows.delete(key)
    }
    for (const link of links) {
      const row = this.#links.add(this.#placed(link))
      rows.set(link.key, row)
      this.#fit()
      this.#out.add(this.#links.from[row] as number, row)
      this.#in.add(this.#links.to[row] as number, row)
    }
  }

  #pack(): void {
    this.#links = this.#links.packed()
    const size = { links: this.#links.rows, nodes: this.nodeCount }
    this.#out = new Incidence(this.#links.from, size)
    this.#in = new Incidence(this.#links.to, size)
    this.#rowOf = null
  }

  #rows(): Map<number, number> {
    if (this.#rowOf !== null) return this.#rowOf
    const rows = new Map<number, number>()
    for (let row = 0; row < this.#links.rows; row++) rows.set(this.#links.key[row] as number, row)
    this.#rowOf = rows
    return rows
  }

  #placed(link: LinkRow) {
    return { ...link, from: this.#node(link.from), to: this.#node(link.to), type: this.#type(link.type) }
  }

  /** Room for all nodes in what is kept by node. */
  #fit(): void {
    this.#out.fit(this.nodeCount)
    this.#in.fit(this.nodeCount)
    this.#fitHidden()
  }

  #fitHidden(): void {
    if (this.#hidden.length >= this.nodeCount) return
    const larger = new Uint8Array(this.nodeCount + (this.nodeCount >> 3) + 16)
    larger.set(this.#hidden)
    this.#hidden = larger
  }

  #hide(node: number, isHidden: boolean): void {
    this.#fitHidden()
    this.#hidden[node] = isHidden ? 1 : 0
  }

  #node(key: MemoryKey): number {
    const known = this.#nodes.get(key)
    if (known !== undefined) return known
    this.#nodes.set(key, this.#keys.length)
    return this.#keys.push(key) - 1
  }

  #type(name: string): number {
    const known = this.#types.get(name)
    if (known !== undefined) return known
    this.#types.set(name, this.#types.size)
    return this.#types.size - 1
  }
}
