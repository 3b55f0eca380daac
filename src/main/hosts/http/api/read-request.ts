import { z } from 'zod'
import type { Schema } from '#contract/define'
import { AppError, isError } from '#contract/errors'
import { parseInput } from '#rpc/parse-input'
import { rawField } from './raw-json.ts'
import { pathNames, type Route } from './route.ts'
import { fieldsOf, fromWire, isJsonText, peel, type WireIssue, wireName, wirePath } from './wire.ts'

export interface RequestParts {
  readonly params: Readonly<Record<string, string>>
  /** A name that stands twice has a list. */
  readonly query: Readonly<Record<string, string | string[]>>
  /** A JSON value, or undefined. */
  readonly body: unknown
  /** The body as it was written. */
  readonly text: string
}

const invalid = (issues: readonly WireIssue[]): AppError =>
  new AppError('request/invalid', { issues: [...issues] })

const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i

const numberOf = (text: string): number | string => (NUMBER.test(text.trim()) ? Number(text) : text)

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A field of the query or path as a value: `1,2,3` for a coordinate, `1,2;3,4` for several, JSON for what has parts. */
const fromText = (schema: Schema, text: string): unknown => {
  const inner = peel(schema)
  if (inner instanceof z.ZodNumber) return numberOf(text)
  if (inner instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text
  if (inner instanceof z.ZodArray) {
    if (text.startsWith('[')) return jsonIn(text)
    const element = peel(inner.element as Schema)
    const parts = text.split(element instanceof z.ZodArray ? ';' : ',')
    return parts.map((part) => fromText(element, part))
  }
  if (inner instanceof z.ZodString || inner instanceof z.ZodEnum) return text
  return /^\s*[[{"]/.test(text) ? jsonIn(text) : text
}

const fieldsByWireName = (route: Route): ReadonlyMap<string, Schema> =>
  new Map(Object.entries(fieldsOf(route.takes)).map(([key, field]) => [wireName(key, field), field]))

const bodyFields = ({ body, text }: RequestParts, fields: ReadonlyMap<string, Schema>): object => {
  if (body === undefined) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([{ path: '', message: 'the body must be a JSON object' }])
  }
  const raw = Object.keys(body).flatMap((name) => {
    const field = fields.get(name)
    const written = field && isJsonText(peel(field)) ? rawField(text, name) : undefined
    return written === undefined ? [] : [[name, written]]
  })
  return raw.length === 0 ? body : { ...body, ...Object.fromEntries(raw) }
}

/** All that a request says, in the names of HTTP. */
const collect = (route: Route, parts: RequestParts): Record<string, unknown> => {
  const fields = fieldsByWireName(route)
  const texts = (given: Readonly<Record<string, string | string[]>>) =>
    Object.entries(given).map(([name, text]): [string, unknown] => {
      if (Array.isArray(text)) throw invalid([{ path: name, message: 'must be given once' }])
      const field = fields.get(name)
      return [name, field === undefined ? text : fromText(field, text)]
    })
  const body = bodyFields(parts, fields)
  const query = texts(parts.query)
  const names = [...Object.keys(body), ...query.map(([name]) => name), ...pathNames(route.path)]
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw invalid([{ path: twice, message: 'must be given in one place only' }])
  return { ...body, ...Object.fromEntries([...query, ...texts(parts.params)]) }
}

/** Reads a value of HTTP by a schema of the contract. Issues name fields as the caller knows them. */
const parseWire = <S extends Schema>(schema: S, value: unknown): z.output<S> => {
  const issues: WireIssue[] = []
  const input = fromWire(schema, value, issues)
  if (issues.length > 0) throw invalid(issues)
  try {
    return parseInput(schema, input)
  } catch (error) {
    if (!isError(error, 'request/invalid')) throw error
    throw invalid(error.data.issues.map(({ path, message }) => ({ path: wirePath(schema, path), message })))
  }
}

/** @throws AppError `request/invalid` */
export const readRequest = (route: Route, parts: RequestParts): unknown => {
  const { query, body } = route.adapt?.({ query: parts.query, body: parts.body }) ?? parts
  return parseWire(route.takes, collect(route, { ...parts, query, body }))
}

/** One line of a bulk. @throws AppError `request/invalid` */
export const readLine = (schema: Schema, line: string): unknown => {
  const value = jsonIn(line)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid([{ path: '', message: 'a line must be a JSON object' }])
  }
  const payload = rawField(line, 'payload')
  return parseWire(schema, payload === undefined ? value : { ...value, payload })
}
