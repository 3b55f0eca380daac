import { type FileMemory, type FileWriter, idOf } from './file-memory.ts'

const cell = (value: string): string =>
  /[",\r\n]/.test(value) || value !== value.trim() ? `"${value.replaceAll('"', '""')}"` : value

/** One memory a record; the payload is JSON, so nothing of it is lost. A table has no links. */
export const csvWriter = (): FileWriter => ({
  head: 'coordinate,type,importance,timestamp,pinned,title,payload\n',
  memory: ({ coordinate, type, importance, timestamp, pinned, title, payload }: FileMemory) =>
    `${[idOf(coordinate), type, String(importance), timestamp === null ? '' : String(timestamp), String(pinned), title, payload].map(cell).join(',')}\n`,
  between: '',
  link: () => '',
  tail: '',
})
