import { z } from 'zod'
import type { Schema } from '#contract/define'
import { JsonText } from '#contract/life'
import { MemoryType, PayloadText } from '#contract/memory'
import { RawJson } from './raw-json.ts'

/**
 * The names of the contract as HTTP has them: snake_case, `coord` for `coordinate`, `memory_type` for the type of a
 * memory, and payloads as JSON instead of text. All of it is read off the schemas, so that a new field needs nothing here.
 */

const OWN_NAMES: Readonly<Record<string, string>> = { coordinate: 'coord', coordinates: 'coords' }

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** What stands within what may be left out, null, or has a default. */
export const peel = (schema: Schema): Schema => {
  let inner: unknown = schema
  for (;;) {
    if (inner instanceof z.ZodPipe) inner = inner.in
    else if (
      inner instanceof z.ZodOptional ||
      inner instanceof z.ZodNullable ||
      inner instanceof z.ZodDefault ||
      inner instanceof z.ZodPrefault ||
      inner instanceof z.ZodReadonly
    )
      inner = inner.unwrap()
    else return inner as Schema
  }
}

/** JSON that the contract holds as text. */
export const isJsonText = (schema: Schema): boolean => schema === PayloadText || schema === JsonText

const isMemoryType = (schema: Schema): boolean => peel(schema) === MemoryType

export const fieldsOf = (schema: z.ZodObject): Readonly<Record<string, Schema>> =>
  schema.shape as Record<string, Schema>

/** The name of a field outside. */
export const wireName = (key: string, field: Schema): string =>
  key === 'type' && isMemoryType(field) ? 'memory_type' : (OWN_NAMES[key] ?? snakeCase(key))

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The branch that a value of the contract is of. */
const branchOf = (options: readonly Schema[], value: unknown): Schema | undefined => {
  const tagged = options.filter((option) => {
    const inner = peel(option)
    if (!(inner instanceof z.ZodObject) || !isRecord(value)) return false
    const tags = Object.entries(fieldsOf(inner)).filter(([, field]) => field instanceof z.ZodLiteral)
    return (
      tags.length > 0 && tags.every(([key, tag]) => (tag as z.ZodLiteral).values.has(value[key] as never))
    )
  })
  return tagged[0] ?? options.find((option) => option.safeParse(value).success)
}

/** A value that a handler gave, as it goes out. */
export const toWire = (schema: Schema, value: unknown): unknown => {
  if (value === null || value === undefined) return value
  const inner = peel(schema)
  if (isJsonText(inner)) return new RawJson(value as string)
  if (inner instanceof z.ZodObject && isRecord(value)) {
    const fields = fieldsOf(inner)
    const entries = Object.entries(value).map(([key, item]) => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined
      return field === undefined ? [key, item] : [wireName(key, field), toWire(field, item)]
    })
    return Object.fromEntries(entries)
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => toWire(inner.element as Schema, item))
  }
  if (inner instanceof z.ZodUnion) {
    const branch = branchOf(inner.options as Schema[], value)
    return branch === undefined ? value : toWire(branch, value)
  }
  return value
}

export interface WireIssue {
  readonly path: string
  readonly message: string
}

/** A value that came in, with the names of the contract. What no schema knows stays, and is refused by it. */
export const fromWire = (schema: Schema, value: unknown, issues: WireIssue[], path = ''): unknown => {
  if (value === null || value === undefined) return value
  const inner = peel(schema)
  if (isJsonText(inner)) return value instanceof RawJson ? value.text : JSON.stringify(value)
  if (inner instanceof z.ZodObject && isRecord(value) && !(value instanceof RawJson)) {
    const keys = new Map(Object.entries(fieldsOf(inner)).map(([key, field]) => [wireName(key, field), key]))
    const entries = Object.entries(value).map(([name, item]) => {
      const key = keys.get(name)
      const at = path === '' ? name : `${path}.${name}`
      if (key !== undefined) return [key, fromWire(fieldsOf(inner)[key] as Schema, item, issues, at)]
      const meant = Object.hasOwn(inner.shape, name) ? wireName(name, inner.shape[name] as Schema) : undefined
      if (meant !== undefined)
        issues.push({ path: at, message: `there is no such field; did you mean "${meant}"?` })
      return [name, item]
    })
    return Object.fromEntries(entries)
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item, i) =>
      fromWire(inner.element as Schema, item, issues, path === '' ? `${i}` : `${path}.${i}`),
    )
  }
  return value
}

/** Where an issue of the contract's schema is, in the names that the caller used. */
export const wirePath = (schema: Schema, path: string): string => {
  if (path === '') return ''
  const [head = '', ...rest] = path.split('.')
  const inner = peel(schema)
  const within = rest.join('.')
  if (inner instanceof z.ZodObject && Object.hasOwn(inner.shape, head)) {
    const field = fieldsOf(inner)[head] as Schema
    return [wireName(head, field), wirePath(field, within)].filter((part) => part !== '').join('.')
  }
  if (inner instanceof z.ZodArray) {
    return [head, wirePath(inner.element as Schema, within)].filter((part) => part !== '').join('.')
  }
  return path
}
