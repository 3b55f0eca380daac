import type { ColumnRole, ImportTable } from '#contract/imports'
import { delimiterOf, readRecord } from './csv-record.ts'

const PREVIEWED = 5
const LONGEST_CELL = 200

const ROLES: readonly (readonly [ColumnRole, RegExp])[] = [
  ['coordinate', /^(coord(inate)?s?|place)$/],
  ['axis', /^(x|y|z|c\d+|coord(inate)?[_ .-]?\d+)$/],
  ['payload', /^(payload|json)$/],
  ['type', /^(memory[_ ]?)?type$/],
  ['importance', /^(importance|weight|score|priority)$/],
  ['timestamp', /^(timestamp|time|date|when|created([_ ]?at)?)$/],
  ['pinned', /^pinned$/],
  ['id', /^(id|uuid|key|name)$/],
]

/** What each column is, by its name; a role that only one column can have goes to the first. */
export const guessColumns = (names: readonly string[]): ColumnRole[] => {
  const taken = new Set<ColumnRole>()
  const found = names.map((name): ColumnRole => {
    const role = ROLES.find(([, pattern]) => pattern.test(name.trim().toLowerCase()))?.[0] ?? 'field'
    if (role === 'field' || role === 'axis') return role
    if (taken.has(role)) return 'field'
    taken.add(role)
    return role
  })
  if (!taken.has('payload')) return found
  // The payload says it all; the rest is there for people.
  return found.map((role) => (role === 'field' || role === 'id' ? 'ignore' : role))
}

/** Its own name for each column. */
export const columnNames = (header: readonly string[]): string[] => {
  const names: string[] = []
  for (const [i, cell] of header.entries()) {
    const name = cell.trim() || `column ${i + 1}`
    const before = names.filter((one) => one === name || one.startsWith(`${name} (`)).length
    names.push(before === 0 ? name : `${name} (${before + 1})`)
  }
  return names
}

/** How a table begins, for people to say what its columns are. */
export const previewTable = (head: string): ImportTable => {
  const text = head.replace(/^\ufeff/, '')
  const delimiter = delimiterOf(text.slice(0, Math.max(0, text.indexOf('\n')) || text.length))
  const records: string[][] = []
  for (let at = 0; records.length <= PREVIEWED && at < text.length; ) {
    const found = readRecord(text, at, { delimiter, isEnd: true })
    if (found.is === 'record') records.push(found.fields.map((cell) => cell.slice(0, LONGEST_CELL)))
    const next = text.indexOf('\n', at) + 1
    at = found.is === 'record' ? found.end : next === 0 ? text.length : next
  }
  const [header = [], ...rows] = records
  const names = columnNames(header)
  const roles = guessColumns(names)
  return { columns: names.map((name, i) => ({ name, role: roles[i] ?? 'field' })), rows }
}
