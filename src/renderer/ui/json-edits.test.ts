import fc from 'fast-check'
import type { Node } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { formatJson } from './format-json.ts'
import {
  appendTo,
  childrenOf,
  type JsonPlace,
  literalOf,
  NoSuchPlaceError,
  parseJson,
  removeAt,
  renameKey,
  setLiteral,
  valueIn,
} from './json-edits.ts'

/** The oracle: JSON as ordered lists of keys and literals. Nothing in it can be rounded, sorted or merged. */
type Model =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'array'; readonly items: readonly Model[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [key: string, value: Model])[] }

const SPACES = ['', ' ', '\n  ', '\t', ' \r\n ']

const number = fc.constantFrom('0', '-0', '1.0', '1e400', '12345678901234567890', '0.1000', '-3.5E-2')
const text = fc.oneof(fc.string(), fc.constantFrom('10', '9', '__proto__', 'é\n"', '💡'))
const literal: fc.Arbitrary<Model> = fc
  .oneof(
    number,
    text.map((one) => JSON.stringify(one)),
    fc.constantFrom('true', 'false', 'null'),
  )
  .map((one) => ({ kind: 'literal', text: one }))
const { model } = fc.letrec<{ model: Model }>((tie) => ({
  model: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literal,
    fc.array(tie('model'), { maxLength: 4 }).map((items) => ({ kind: 'array' as const, items })),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom('a', '10', '9'), text), tie('model')), { maxLength: 4 })
      .map((entries) => ({ kind: 'object' as const, entries })),
  ),
}))

const write = (one: Model, space: () => string): string => {
  const pad = (inner: string): string => space() + inner + space()
  if (one.kind === 'literal') return one.text
  if (one.kind === 'array') return `[${one.items.map((item) => pad(write(item, space))).join(',')}${space()}]`
  const entries = one.entries.map(([key, value]) =>
    pad(`${JSON.stringify(key)}${pad(':')}${write(value, space)}`),
  )
  return `{${entries.join(',')}${space()}}`
}

const read = (source: string, node: Node): Model => {
  if (node.type === 'array') return { kind: 'array', items: childrenOf(node).map((one) => read(source, one)) }
  if (node.type !== 'object') {
    return { kind: 'literal', text: source.slice(node.offset, node.offset + node.length) }
  }
  const entries = childrenOf(node).map(
    (one) => [String(one.children![0]!.value), read(source, valueIn(one))] as const,
  )
  return { kind: 'object', entries }
}
const readAll = (source: string): Model => read(source, parseJson(source))

/** All places of a model, the root among them. */
const placesOf = (one: Model, at: JsonPlace = []): JsonPlace[] => {
  const children =
    one.kind === 'array' ? one.items : one.kind === 'object' ? one.entries.map(([, v]) => v) : []
  return [at, ...children.flatMap((child, i) => placesOf(child, [...at, i]))]
}

/** Change the container's children at a place; `null` where the place is the root. */
const withChildren = (
  one: Model,
  place: JsonPlace,
  change: (list: readonly (readonly [string, Model])[]) => readonly (readonly [string, Model])[],
): Model => {
  const list: readonly (readonly [string, Model])[] =
    one.kind === 'array' ? one.items.map((item) => ['', item]) : one.kind === 'object' ? one.entries : []
  const [index, ...rest] = place
  const next =
    index === undefined
      ? change(list)
      : list.map(([key, value], i) =>
          i === index ? ([key, withChildren(value, rest, change)] as const) : ([key, value] as const),
        )
  return one.kind === 'object'
    ? { ...one, entries: next }
    : { kind: 'array', items: next.map(([, value]) => value) }
}

const sample = fc
  .tuple(model, fc.array(fc.constantFrom(...SPACES), { minLength: 1 }), fc.nat())
  .map(([one, spaces, pick]) => {
    let used = 0
    const source = write(one, () => spaces[used++ % spaces.length]!)
    const places = placesOf(one)
    return { one, source, place: places[pick % places.length]! }
  })

const inner = sample.filter(({ place }) => place.length > 0)
const isContainer = (source: string, place: JsonPlace): 'object' | 'array' | null => {
  let node = parseJson(source)
  for (const index of place) node = valueIn(childrenOf(node)[index]!)
  return node.type === 'object' || node.type === 'array' ? node.type : null
}

describe('JSON edits touch nothing but what they name', () => {
  it('sets a literal', () => {
    fc.assert(
      fc.property(inner, number, ({ one, source, place }, next) => {
        const last = place.at(-1)!
        const expected = withChildren(one, place.slice(0, -1), (list) =>
          list.map(([key, value], i) => [key, i === last ? { kind: 'literal', text: next } : value]),
        )
        expect(readAll(setLiteral(source, place, next))).toEqual(expected)
      }),
    )
  })

  it('removes a child', () => {
    fc.assert(
      fc.property(inner, ({ one, source, place }) => {
        const expected = withChildren(one, place.slice(0, -1), (list) => list.toSpliced(place.at(-1)!, 1))
        const after = removeAt(source, place)
        expect(readAll(after)).toEqual(expected)
        JSON.parse(after)
      }),
    )
  })

  it('renames a key', () => {
    fc.assert(
      fc.property(inner, text, ({ one, source, place }, key) => {
        fc.pre(isContainer(source, place.slice(0, -1)) === 'object')
        const expected = withChildren(one, place.slice(0, -1), (list) =>
          list.map(([name, value], i) => [i === place.at(-1) ? key : name, value]),
        )
        expect(readAll(renameKey(source, place, key))).toEqual(expected)
      }),
    )
  })

  it('appends to an object or an array', () => {
    fc.assert(
      fc.property(sample, text, number, ({ one, source, place }, key, next) => {
        const kind = isContainer(source, place)
        fc.pre(kind !== null)
        const expected = withChildren(one, place, (list) => [
          ...list,
          [kind === 'object' ? key : '', { kind: 'literal', text: next }],
        ])
        const after = appendTo(source, place, kind === 'object' ? { key, literal: next } : { literal: next })
        expect(readAll(after)).toEqual(expected)
        JSON.parse(after)
      }),
    )
  })

  it('formats', () => {
    fc.assert(
      fc.property(sample, ({ one, source }) => {
        expect(readAll(formatJson(source))).toEqual(one)
      }),
    )
  })
})

describe('layout', () => {
  it('follows the lines that are there', () => {
    expect(appendTo('{\n  "a": 1.0\n}', [], { key: 'b', literal: '2' })).toBe('{\n  "a": 1.0,\n  "b": 2\n}')
    expect(appendTo('[1,2]', [], { literal: '3' })).toBe('[1,2, 3]')
    expect(removeAt('{\n  "a": 1,\n  "b": 2\n}', [1])).toBe('{\n  "a": 1\n}')
    expect(removeAt('{ "a": 1 }', [0])).toBe('{}')
  })

  it('refuses places that are not there', () => {
    expect(() => setLiteral('[1]', [3], '2')).toThrow(NoSuchPlaceError)
    expect(() => renameKey('[1]', [0], 'a')).toThrow(NoSuchPlaceError)
    expect(() => appendTo('1', [], { literal: '2' })).toThrow(NoSuchPlaceError)
    expect(() => removeAt('1', [])).toThrow(NoSuchPlaceError)
  })
})

it.each([
  ['1.0', '1.0'],
  [' true ', 'true'],
  ['"quoted"', '"quoted"'],
  ['plain words', '"plain words"'],
  ['', '""'],
  ['{"a":1}', '{"a":1}'],
])('reads typed %j as %j', (typed, expected) => expect(literalOf(typed)).toBe(expected))
