import type { RowChange, RowValue } from '../row-log.ts'

/** Bytes have no form in JSON: vectors are written as base64 under this name. */
const BYTES = '$bytes'

type JsonValue = string | number | null | { readonly [BYTES]: string }
export type JsonRow = Readonly<Record<string, JsonValue>>

/** A change of a row as it stands in an entry: table, key, row, tag of its namespace. */
export type JsonChange = readonly [string, readonly (string | number)[], JsonRow | null, number | null]

const valueToJson = (value: RowValue): JsonValue =>
  value instanceof Uint8Array
    ? { [BYTES]: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') }
    : value

const valueFromJson = (value: JsonValue): RowValue =>
  typeof value === 'object' && value !== null ? Buffer.from(value[BYTES], 'base64') : value

export const rowToJson = (row: Readonly<Record<string, RowValue>>): JsonRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, valueToJson(value)]))

export const rowFromJson = (row: JsonRow): Readonly<Record<string, RowValue>> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, valueFromJson(value)]))

export const changesToJson = (rows: readonly RowChange[]): string =>
  JSON.stringify(
    rows.map(({ table, key, row, space }): JsonChange => [table, key, row && rowToJson(row), space]),
  )

export const changesFromJson = (text: string): RowChange[] =>
  (JSON.parse(text) as JsonChange[]).map(([table, key, row, space]) => ({
    table,
    key,
    row: row && rowFromJson(row),
    space,
  }))
