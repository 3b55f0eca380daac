import type { MemoryKey } from '../ports.ts'

export interface LinkRow {
  /** The number of the link; a link that was removed and made again has another. */
  readonly key: number
  readonly from: MemoryKey
  readonly to: MemoryKey
  readonly type: string
  readonly weight: number
}

/** What became of a graph since it was read. */
export interface GraphChange {
  /** Numbers of links that were changed, removed or made. */
  readonly touched: ReadonlySet<number>
  /** Those of them that are there now. */
  readonly links: readonly LinkRow[]
  readonly memories: readonly { readonly key: MemoryKey; readonly isHidden: boolean }[]
}

/** Links that touch a node: those of node `n` stand in `link` from `start[n]` to before `start[n + 1]`. */
interface Incidence {
  readonly start: Uint32Array
  readonly link: Uint32Array
}

/** One column a property of links. `from` and `to` are nodes, `type` is a place in the list of types. */
interface LinkTable {
  readonly key: Uint32Array
  readonly from: Uint32Array
  readonly to: Uint32Array
  readonly type: Uint32Array
  readonly weight: Float64Array
}

/**
 * The links of a namespace, for walking. Memories that have a link are its nodes, numbered from 0 in the order they came;
 * a number stays. A hidden node (its memory lies in the bin) keeps its links, and nobody passes it.
 */
export class LiveGraph {
  readonly #nodes = new Map<MemoryKey, number>()
  readonly #keys: MemoryKey[] = []
  readonly #types = new Map<string, number>()
  #links: LinkTable = tableOf(0)
  #hidden = new Uint8Array()
  #out: Incidence = incidence(new Uint32Array(), 0)
  #in: Incidence = incidence(new Uint32Array(), 0)

  constructor(links: readonly LinkRow[], hidden: readonly MemoryKey[]) {
    this.apply({ links, touched: new Set(), memories: hidden.map((key) => ({ key, isHidden: true })) })
  }

  get nodeCount(): number {
    return this.#keys.length
  }

  get links(): LinkTable {
    return this.#links
  }

  get out(): Incidence {
    return this.#out
  }

  get in(): Incidence {
    return this.#in
  }

  get typeNames(): readonly string[] {
    return [...this.#types.keys()]
  }

  /** By node, 1 where it is hidden. */
  get hidden(): Uint8Array {
    return this.#hidden
  }

  nodeOf(key: MemoryKey): number | undefined {
    return this.#nodes.get(key)
  }

  keyOf(node: number): MemoryKey {
    return this.#keys[node] as MemoryKey
  }

  /** Costs as much as the graph is large, some milliseconds for 100,000 links, as its columns are made anew. */
  apply({ touched, links, memories }: GraphChange): void {
    if (touched.size > 0 || links.length > 0) this.#links = this.#changed(touched, links)
    const hidden = memories.map(({ key, isHidden }) => [this.#node(key), isHidden] as const)
    this.#hidden = grown(this.#hidden, this.nodeCount)
    for (const [node, isHidden] of hidden) this.#hidden[node] = isHidden ? 1 : 0
    this.#out = incidence(this.#links.from, this.nodeCount)
    this.#in = incidence(this.#links.to, this.nodeCount)
  }

  #changed(touched: ReadonlySet<number>, rows: readonly LinkRow[]): LinkTable {
    const old = this.#links
    const table = tableOf(old.key.length + rows.length)
    let at = 0
    for (let i = 0; i < old.key.length; i++) {
      if (touched.has(old.key[i] as number)) continue
      table.key[at] = old.key[i] as number
      table.from[at] = old.from[i] as number
      table.to[at] = old.to[i] as number
      table.type[at] = old.type[i] as number
      table.weight[at] = old.weight[i] as number
      at++
    }
    for (const row of rows) {
      table.key[at] = row.key
      table.from[at] = this.#node(row.from)
      table.to[at] = this.#node(row.to)
      table.type[at] = this.#type(row.type)
      table.weight[at] = row.weight
      at++
    }
    return cutTo(table, at)
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

const tableOf = (length: number): LinkTable => ({
  key: new Uint32Array(length),
  from: new Uint32Array(length),
  to: new Uint32Array(length),
  type: new Uint32Array(length),
  weight: new Float64Array(length),
})

const cutTo = ({ key, from, to, type, weight }: LinkTable, length: number): LinkTable => ({
  key: key.subarray(0, length),
  from: from.subarray(0, length),
  to: to.subarray(0, length),
  type: type.subarray(0, length),
  weight: weight.subarray(0, length),
})

const grown = (bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> => {
  if (bytes.length === length) return bytes
  const larger = new Uint8Array(length)
  larger.set(bytes)
  return larger
}

/** Counting sort of the links by the node at one end. */
const incidence = (ends: Uint32Array, nodes: number): Incidence => {
  const start = new Uint32Array(nodes + 1)
  for (let i = 0; i < ends.length; i++) {
    const after = (ends[i] as number) + 1
    start[after] = (start[after] as number) + 1
  }
  for (let node = 0; node < nodes; node++) {
    start[node + 1] = (start[node + 1] as number) + (start[node] as number)
  }
  const next = start.slice()
  const link = new Uint32Array(ends.length)
  for (let i = 0; i < ends.length; i++) {
    const node = ends[i] as number
    const at = next[node] as number
    link[at] = i
    next[node] = at + 1
  }
  return { start, link }
}
