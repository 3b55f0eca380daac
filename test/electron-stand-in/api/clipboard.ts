import { providedOnly } from './not-provided.ts'
import { record } from './recorder.ts'

let text = ''

/** The main process's own; a page's navigator.clipboard is headless Chromium's, which is another. */
export const clipboard = providedOnly('clipboard', {
  readText: (): string => text,
  writeText(value: string): void {
    text = String(value)
    record('clipboard.writeText', text)
  },
  clear(): void {
    text = ''
  },
  availableFormats: (): string[] => (text === '' ? [] : ['text/plain']),
})
