import { parseJson, valueIn } from '../../ui/json-edits.ts'

interface Field {
  readonly name: string
  /** JSON text of the value as it stands in the payload. */
  readonly literal: string
}

/** One field of what is merged: what each of the memories has there; null where one has nothing. */
export interface MergeRow {
  readonly name: string
  readonly literals: readonly (string | null)[]
  /** All of them say the same. */
  readonly isSame: boolean
}

/** Of which memory a field is taken; null leaves it out. Fields that are not named follow {@link defaultSide}. */
export type MergeChoices = ReadonlyMap<string, number | null>

const fieldsOf = (payload: string): readonly Field[] =>
  (parseJson(payload).children ?? []).map((property) => {
    const value = valueIn(property)
    return {
      name: String(property.children?.[0]?.value),
      literal: payload.slice(value.offset, value.offset + value.length),
    }
  })

/** The fields of all, those of the one that is kept first. */
export const mergeRows = (payloads: readonly string[], kept: number): readonly MergeRow[] => {
  const fields = payloads.map(
    (payload) => new Map(fieldsOf(payload).map(({ name, literal }) => [name, literal])),
  )
  const order = [fields[kept], ...fields.filter((_, side) => side !== kept)]
  const names = [...new Set(order.flatMap((one) => [...(one?.keys() ?? [])]))]
  return names.map((name) => {
    const literals = fields.map((one) => one.get(name) ?? null)
    return { name, literals, isSame: literals.every((literal) => literal === literals[0]) }
  })
}

/** The kept memory's where it has the field, else that of the first that has it. */
const defaultSide = ({ literals }: MergeRow, kept: number): number =>
  literals[kept] === null ? literals.findIndex((literal) => literal !== null) : kept

export const sideOf = (row: MergeRow, choices: MergeChoices, kept: number): number | null => {
  const chosen = choices.get(row.name)
  return chosen === undefined ? defaultSide(row, kept) : chosen
}

/** The payload that is chosen, with every value spelled as it was. */
export const composed = (rows: readonly MergeRow[], choices: MergeChoices, kept: number): string => {
  const fields = rows.flatMap((row) => {
    const side = sideOf(row, choices, kept)
    const literal = side === null ? null : (row.literals[side] ?? null)
    return literal === null ? [] : [`${JSON.stringify(row.name)}:${literal}`]
  })
  return `{${fields.join(',')}}`
}
