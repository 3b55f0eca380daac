/** Keys that may be found, ascending. Looked up in the part of them that can be in the segment at hand. */
export class AllowedKeys {
  readonly #keys: Uint32Array
  #from = 0
  #to: number

  constructor(keys: Uint32Array) {
    this.#keys = keys
    this.#to = keys.length
  }

  /** Looks only between two keys, both included; false where none is between them. */
  narrow(least: number, greatest: number): boolean {
    this.#from = lowerBound(this.#keys, least, 0, this.#keys.length)
    this.#to = lowerBound(this.#keys, greatest + 1, this.#from, this.#keys.length)
    return this.#from < this.#to
  }

  has(key: number): boolean {
    const at = lowerBound(this.#keys, key, this.#from, this.#to)
    return at < this.#to && this.#keys[at] === key
  }
}

/** The first place from `from` whose value is not less than `value`; `to` where there is none. */
export const lowerBound = (
  sorted: Uint32Array | Uint16Array,
  value: number,
  from: number,
  to: number,
): number => {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
