/** What XML 1.0 has no way to write: most control characters, halves of characters, and two that are none. */
const UNFIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
const SPECIAL = /[&<>"\t\n\r]/g
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As they are, a reader makes spaces of them in attributes, and a line feed of each kind of line end.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

const isFit = (text: string): boolean => !UNFIT.test(text)

const escaped = (text: string): string => text.replace(SPECIAL, (one) => ESCAPES[one] as string)

/** A text for people: what XML cannot carry is shown as a replacement character. */
export const shownInXml = (text: string): string => escaped(text.replace(new RegExp(UNFIT, 'gu'), '\ufffd'))

/** Behind the name of a field whose value is a JSON string, with what XML cannot carry as escapes in it. */
export const AS_JSON = '_json'

/** A text that has to come back as it is: its field and what stands in it. */
export const keptInXml = (field: string, text: string): readonly [field: string, value: string] =>
  isFit(text) ? [field, escaped(text)] : [`${field}${AS_JSON}`, escaped(asJson(text))]

/** A JSON string in plain ASCII. */
const asJson = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
