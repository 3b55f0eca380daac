/**
 * Where everything lies. Braces make what stands between them decide the hash slot of a Redis Cluster: one for the log and
 * what belongs to the whole database, one for each namespace. A namespace keeps the tag it began with, also when it is renamed.
 *
 *   {soma}:head            number and id of the last entry, which log it is, and the format of its rows
 *   {soma}:log             the stream of entries
 *   {soma}:body:<id>:<i>   parts of an entry that is too large to be written at once
 *   {soma}:moving          which move fills it; there is no head until that is done, and nobody opens it
 *   {soma}:settled         up to which entry the tables below were brought
 *   {soma}:spaces          tag of each namespace by its number; {soma}:tags has all of them
 *   {soma}:tables          names of the tables; {soma}:t:<table> has their rows as JSON, by key
 *   {ns}:(1.0, 2.0):data   payload of a memory
 *   {ns}:(1.0, 2.0):meta   the rest of it, as JSON
 *   {ns}:places            coordinate of each memory, by its key
 *   {ns}:settled, {ns}:tables, {ns}:t:<table>   likewise
 */
const WHOLE = '{soma}'

export const HEAD = `${WHOLE}:head`
export const LOG = `${WHOLE}:log`
export const SETTLED = `${WHOLE}:settled`
export const MOVING = `${WHOLE}:moving`
export const SPACES = `${WHOLE}:spaces`
export const TAGS = `${WHOLE}:tags`

export const bodyKeys = (id: string, parts: number): string[] =>
  Array.from({ length: parts }, (_, i) => `${WHOLE}:body:${id}:${i}`)

/** The keys of what belongs together: the whole database, or one namespace by its tag. */
export const keysOf = (tag: string | null) => {
  const prefix = tag === null ? WHOLE : `{${tag}}`
  return {
    settled: tag === null ? `${WHOLE}:rows-settled` : `${prefix}:settled`,
    tables: `${prefix}:tables`,
    places: `${prefix}:places`,
    table: (name: string): string => `${prefix}:t:${name}`,
    data: (place: string): string => `${prefix}:${place}:data`,
    meta: (place: string): string => `${prefix}:${place}:meta`,
  }
}

export type Keys = ReturnType<typeof keysOf>
