import { parse } from 'yaml'
import { membersOf } from '../secrets/json-members.ts'
import { type RawLink, type RawMemory, Unusable } from './records.ts'

/** Characters of front matter; a note has no more. */
const LONGEST_FRONT = 256 * 1024
/** Fields that may be the body of a note, in the order in which a memory takes its text from them (MEM-6). */
const BODY_FIELDS: readonly string[] = ['text', 'content', 'task', 'fact', 'summary']

type Plain = Readonly<Record<string, unknown>>

/** A note as a memory, what links it names itself, and the notes that its text points to. */
export interface Note {
  readonly memory: Omit<RawMemory, 'line'>
  /** Null where the note does not say: then what its text points to are its links. */
  readonly links: readonly Omit<RawLink, 'line'>[] | null
  readonly targets: readonly string[]
}

/** A note is a memory; front matter has its fields, and under `soma` what Soma wrote. @throws Unusable */
export const readNote = (path: string, source: string): Note => {
  const { front, body } = split(source.replaceAll('\r\n', '\n'))
  const { soma, title, ...fields } = frontOf(front)
  const own = isPlain(soma) ? soma : {}
  const payload =
    typeof own.payload === 'string'
      ? withBody(own.payload, body)
      : JSON.stringify({ title: title ?? headingOf(body) ?? nameOf(path), ...fields, text: body })
  return {
    memory: {
      name: own.coordinate === undefined ? path : undefined,
      coordinate: own.coordinate,
      payload,
      type: own.type ?? 'semantic',
      importance: own.importance ?? numberOr(fields.importance),
      timestamp: own.timestamp ?? timeOf(fields.date ?? fields.created),
      pinned: own.pinned,
    },
    links: Array.isArray(own.links) ? own.links.filter(isPlain).map(linkOf) : null,
    targets: targetsOf(body),
  }
}

/** A memory as a note: {@link readNote} makes the same of it, also where its text was edited. */
export const writeNote = (
  title: string,
  payload: string,
  soma: Readonly<Record<string, unknown>>,
): string => {
  const field = bodyField(payload)
  // JSON is YAML.
  const front = [`title: ${JSON.stringify(title)}`, `soma: ${asciiJson({ ...soma, payload })}`]
  return `---\n${front.join('\n')}\n---\n${field === null ? '' : `${asBody(field.value)}\n`}`
}

const split = (source: string): { front: string; body: string } => {
  const text = source.replace(/^\ufeff/, '')
  if (!text.startsWith('---\n')) return { front: '', body: asBody(text) }
  const end = text.indexOf('\n---', 3)
  const after = text.indexOf('\n', end + 1)
  if (end < 0) return { front: '', body: asBody(text) }
  if (end > LONGEST_FRONT) throw new Unusable('its front matter is too long')
  return { front: text.slice(4, end + 1), body: after < 0 ? '' : asBody(text.slice(after + 1)) }
}

const frontOf = (front: string): Plain => {
  if (front.trim() === '') return {}
  try {
    const value: unknown = parse(front, { schema: 'core', maxAliasCount: 20, logLevel: 'error' })
    if (isPlain(value)) return value
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new Unusable(`its front matter is not YAML: ${why?.slice(0, 200)}`)
  }
  throw new Unusable('its front matter is no list of fields')
}

/** The payload that stands there, with the text that the note has now. */
const withBody = (payload: string, body: string): string => {
  const field = bodyField(payload)
  if (field === null || asBody(field.value) === body) return payload
  return `${payload.slice(0, field.from)}${JSON.stringify(body)}${payload.slice(field.to)}`
}

const bodyField = (payload: string): { value: string; from: number; to: number } | null => {
  const members = membersOf(payload)
  for (const wanted of BODY_FIELDS) {
    const found = members.find(({ name }) => name === wanted)
    const value = found && parsedMember(payload.slice(found.from, found.to))
    if (found && typeof value === 'string' && value.trim() !== '') return { ...found, value }
  }
  return null
}

const parsedMember = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    throw new Unusable('the payload in its front matter is not JSON')
  }
}

/** As an editor leaves it, so that a note that was only opened and saved is the same. */
const asBody = (text: string): string =>
  text
    .replaceAll('\r\n', '\n')
    .replace(/^\n+|\s+$/g, '')
    .toWellFormed()

/** `[[Note]]`, `[[folder/Note#part|shown]]` and `[shown](Note.md)`, outside of code. */
const targetsOf = (body: string): string[] => {
  const text = body.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
  const wiki = [...text.matchAll(/\[\[([^[\]|#\n]{1,500})(?:#[^[\]|\n]*)?(?:\|[^[\]\n]*)?\]\]/g)]
  const plain = [...text.matchAll(/\]\(([^()\s]{1,500}\.md)(?:#[^()\s]*)?\)/g)]
  const found = [...wiki, ...plain].map(([, target = '']) => decoded(target).trim())
  return [...new Set(found.filter((target) => target !== '' && !/^[a-z]+:/i.test(target)))]
}

const decoded = (target: string): string => {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}

const headingOf = (body: string): string | undefined => /^#\s+(.{1,500})$/m.exec(body)?.[1]?.trim()

/** `folder/Note.md` is called Note. */
export const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\.(md|markdown)$/i, '')

const linkOf = ({ to, type, weight, note, createdAt }: Plain): Omit<RawLink, 'line'> => ({
  from: undefined,
  ...{ to, type, weight, note, createdAt },
})

const numberOr = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

const timeOf = (value: unknown): number | undefined => {
  const time = typeof value === 'string' ? Date.parse(value) / 1000 : Number.NaN
  return Number.isFinite(time) ? time : undefined
}

/** Without what YAML reads otherwise than JSON does: all but plain characters as escapes. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
