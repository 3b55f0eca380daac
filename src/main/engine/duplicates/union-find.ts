/** What is known of a group of keys that hang together. */
export interface Group {
  readonly members: number[]
  /** Least and greatest likeness of the pairs that joined it or fell into it. */
  least: number
  most: number
}

/** Groups of keys that are joined pair by pair; the smaller one goes into the larger, so all joins are cheap. */
export class UnionFind {
  readonly #groupOf = new Map<number, Group>()
  #count = 0

  get count(): number {
    return this.#count
  }

  join(a: number, b: number, likeness: number): void {
    const [one, other] = [this.#groupOf.get(a), this.#groupOf.get(b)]
    const group = one && other ? this.#unite(one, other) : (one ?? other ?? this.#begin())
    if (one === undefined) this.#add(group, a)
    if (other === undefined) this.#add(group, b)
    group.least = Math.min(group.least, likeness)
    group.most = Math.max(group.most, likeness)
  }

  groups(): Group[] {
    return [...new Set(this.#groupOf.values())]
  }

  #begin(): Group {
    this.#count++
    return { members: [], least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY }
  }

  #add(group: Group, key: number): void {
    group.members.push(key)
    this.#groupOf.set(key, group)
  }

  #unite(one: Group, other: Group): Group {
    if (one === other) return one
    const [large, small] = one.members.length >= other.members.length ? [one, other] : [other, one]
    for (const key of small.members) this.#add(large, key)
    large.least = Math.min(large.least, small.least)
    large.most = Math.max(large.most, small.most)
    this.#count--
    return large
  }
}
