import { applyEdits, format } from 'jsonc-parser'

/** Indents by two spaces. Only white space changes: order of keys and spelling of numbers stay. */
export const formatJson = (text: string): string =>
  applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' }))
