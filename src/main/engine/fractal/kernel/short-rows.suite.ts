import type { Desk } from './desk.suite.ts'

/** All rows of a desk as short ones. */
export const shorten = (desk: Desk) => {
  const { rows, rowBytes, world } = desk
  const first = Math.ceil(desk.room((rows.length + 2) * rowBytes) / (rowBytes / 2))
  const at = (place: number): number => ((first + place) * rowBytes) / 2
  const lengths = desk.room(rows.length * 4)
  desk.run.shortenRows(desk.ids(rows), rows.length, world.width, at(0), lengths)
  const valuesOf = (place: number): number[] =>
    Array.from(new Int16Array(desk.bytes.buffer, at(place), world.width))
  return { at, ids: rows.map((_, place) => first + place), lengths, valuesOf }
}
