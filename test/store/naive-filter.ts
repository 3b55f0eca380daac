import type { Filter, FilterLeaf } from '#contract/filter'
import type { MemoryType } from '#contract/memory'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export interface Item {
  readonly payload: { readonly [key: string]: Json }
  readonly type: MemoryType
  readonly importance: number
  readonly pinned: boolean
  readonly timestamp: number | null
  readonly created: number
  readonly coordinate: readonly number[]
}

/** What lies at a path; a list has no keys. */
const at = (payload: Json, path: string): Json | undefined => {
  let value: Json | undefined = payload
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    value = Object.hasOwn(value, key) ? (value as { [key: string]: Json })[key] : undefined
  }
  return value
}

const asciiLower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())

/** Less, equal or greater between like and like; texts by their UTF-8 bytes. */
const order = (value: Json | undefined, bound: string | number): number => {
  if (typeof value === 'number' && typeof bound === 'number')
    return value < bound ? -1 : Number(value > bound)
  if (typeof value !== 'string' || typeof bound !== 'string') return Number.NaN
  return Buffer.compare(Buffer.from(value), Buffer.from(bound))
}

const isBetween = (value: number | null, min: number | undefined, max: number | undefined): boolean => {
  if (min === undefined && max === undefined) return true
  return value !== null && (min === undefined || value >= min) && (max === undefined || value <= max)
}

const contains = (value: Json | undefined, wanted: Json): boolean => {
  if (Array.isArray(value)) return value.some((one) => one === wanted)
  return (
    typeof value === 'string' && typeof wanted === 'string' && asciiLower(value).includes(asciiLower(wanted))
  )
}

const matchesLeaf = (item: Item, leaf: FilterLeaf): boolean => {
  switch (leaf.is) {
    case 'type':
      return item.type === leaf.value
    case 'pinned':
      return item.pinned === leaf.value
    case 'tag':
      return contains(item.payload.tags, leaf.value)
    case 'equals':
      return at(item.payload, leaf.field) === leaf.value
    case 'in':
      return leaf.values.some((value) => at(item.payload, leaf.field) === value)
    case 'exists':
      return at(item.payload, leaf.field) !== undefined
    case 'contains':
      return contains(at(item.payload, leaf.field), leaf.value)
    case 'compare': {
      const sign = order(at(item.payload, leaf.field), leaf.value)
      return { '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[leaf.op]
    }
    case 'importance':
      return isBetween(item.importance, leaf.min, leaf.max)
    case 'time':
      return isBetween(leaf.of === 'timestamp' ? item.timestamp : item.created, leaf.from, leaf.to)
    case 'box':
      return (
        item.coordinate.length === leaf.min.length &&
        item.coordinate.every((x, axis) => isBetween(x, leaf.min[axis], leaf.max[axis]))
      )
  }
}

/** REC-3 said as plainly as can be. */
export const matches = (item: Item, filter: Filter): boolean => {
  if (filter.is === 'and') return filter.all.every((inner) => matches(item, inner))
  if (filter.is === 'or') return filter.any.some((inner) => matches(item, inner))
  return filter.is === 'not' ? !matches(item, filter.filter) : matchesLeaf(item, filter)
}
