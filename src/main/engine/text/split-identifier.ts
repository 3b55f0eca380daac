/** A part of a chunk, at its UTF-16 offset from the chunk's start. */
export interface Part {
  readonly text: string
  readonly start: number
}

/** What may hold an identifier together: `snake_case`, `CVE-2008-0322`, `node.js`, `AT&T`. */
export const joiners = String.raw`_.\-&\u2010\u2011`

const piece = new RegExp(`[^${joiners}]+`, 'gu')
const asciiHump = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})/
const anyHump = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/u
const mayHaveHump = /[^A-Z\s][A-Z]|[A-Z]{2}[a-z]{2}|[^ -~]/

/**
 * `getUserName` at its humps: get, User, Name; `HTTPServer`: HTTP, Server. A plural acronym (`CVEs`) has no hump,
 * which is why two small letters must follow.
 */
const splitHumps = (text: string, start: number): Part[] => {
  if (!mayHaveHump.test(text)) return [{ text, start }]
  const parts: Part[] = []
  let at = start
  for (const part of text.split(/[^ -~]/.test(text) ? anyHump : asciiHump)) {
    parts.push({ text: part, start: at })
    at += part.length
  }
  return parts
}

/** The parts of one chunk, left to right; a plain word is its own only part. */
export const splitIdentifier = (chunk: string): Part[] => {
  const parts: Part[] = []
  for (const match of chunk.matchAll(piece)) parts.push(...splitHumps(match[0], match.index))
  return parts
}
