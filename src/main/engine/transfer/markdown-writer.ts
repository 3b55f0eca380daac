import { type FileLink, type FileMemory, idOf } from './file-memory.ts'
import { writeNote } from './markdown-note.ts'

const LONGEST_NAME = 60

/** A memory with the links from it as a note, as a line of `{"path", "text"}`. */
export const noteLine = (
  { coordinate, title, payload, type, importance, timestamp, pinned }: FileMemory,
  links: readonly Omit<FileLink, 'from'>[],
): string => {
  const facts = { coordinate, type, importance, ...(timestamp !== null && { timestamp }), pinned }
  const text = writeNote(title, payload, { ...facts, links })
  return `${JSON.stringify({ path: pathOf(coordinate, title), text })}\n`
}

/** What people know it by, and its place, which no other has. */
const pathOf = (coordinate: readonly number[], title: string): string => {
  const words = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '')
  const place = idOf(coordinate).replaceAll(',', '_')
  return `${words === '' ? 'memory' : words} ${place}.md`
}
