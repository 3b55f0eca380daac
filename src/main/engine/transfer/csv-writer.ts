import { type FileMemory, type FileWriter, idOf } from './file-memory.ts'

const HEAD = ['coordinate', 'type', 'importance', 'timestamp', 'pinned', 'title', 'payload']

/**
 * One memory a record; the payload is JSON, so nothing of it is lost. A table has no links.
 * @param delimiter what parts the columns
 */
export const csvWriter = (delimiter: ',' | '\t'): FileWriter => {
  const cell = (value: string): string => {
    const isPlain = !/["\r\n]/.test(value) && !value.includes(delimiter) && value === value.trim()
    return isPlain ? value : `"${value.replaceAll('"', '""')}"`
  }
  const record = (cells: readonly string[]): string => `${cells.map(cell).join(delimiter)}\n`
  return {
    head: record(HEAD),
    memory: ({ coordinate, type, importance, timestamp, pinned, title, payload }: FileMemory) =>
      record([
        ...[idOf(coordinate), type, String(importance), timestamp === null ? '' : String(timestamp)],
        ...[String(pinned), title, payload],
      ]),
    between: '',
    link: () => '',
    tail: '',
  }
}
