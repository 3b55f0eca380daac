import { BrokenSeal, type FieldCipher, keyIdOf, placeOf } from './field-cipher.ts'
import { membersOf } from './json-members.ts'

/** Names of payload fields, or `*` for the whole payload. */
export type SealedFields = readonly string[] | '*'

/** Every mark begins like this; a text that has it nowhere has no mark. */
const BEGINNING = '{"$sealed":"'
const END = '"}'

/** What stands at rest in the place of a value: valid JSON, so that the payload stays an object for every reader. */
const markOf = (seal: string): string => `${BEGINNING}${seal}${END}`

/** A part of a payload: the value of a field, or (field null) all of it. */
interface Part {
  readonly field: string | null
  readonly from: number
  readonly to: number
}

/** A part that rests sealed. */
export interface Mark extends Part {
  readonly seal: string
  readonly keyId: string
}

/** What is sealed in a payload at rest. */
export const marksOf = (payload: string): Mark[] => {
  if (!payload.includes(BEGINNING)) return []
  const whole = markAt(payload, { field: null, from: 0, to: payload.length })
  if (whole !== null) return [whole]
  return partsOf(payload)
    .map((part) => markAt(payload, part))
    .filter((mark) => mark !== null)
}

const partsOf = (payload: string): Part[] =>
  membersOf(payload).map(({ name, from, to }) => ({ field: name, from, to }))

const markAt = (payload: string, part: Part): Mark | null => {
  const from = part.from + BEGINNING.length
  const to = part.to - END.length
  if (!payload.startsWith(BEGINNING, part.from) || payload.indexOf('"', from) !== to) return null
  const seal = payload.slice(from, to)
  const keyId = payload[to + 1] === '}' ? keyIdOf(seal) : null
  return keyId === null ? null : { ...part, seal, keyId }
}

export interface Sealing {
  readonly cipher: FieldCipher
  readonly fields: SealedFields
}

/**
 * The payload as it may rest: values of sealed fields become marks in their places, everything else stays as it is to
 * the byte. A value that only looks like a mark is sealed whatever its field, so that it comes back as what it was.
 * @param before what rests there now: a value that did not change keeps its seal, so that nothing changes where nothing did
 */
export const sealPayload = (
  { cipher, fields }: Sealing,
  memoryId: string,
  payload: string,
  before: string | null,
): string => {
  const earlier = before === null ? NOTHING : earlierSeals(cipher, memoryId, before)
  const lookAlikes = marksOf(payload)
  const isWhole = fields === '*' || lookAlikes.some(({ field }) => field === null)
  const alike = new Set(lookAlikes.map(({ field }) => field))
  const parts = isWhole
    ? [{ field: null, from: 0, to: payload.length }]
    : partsOf(payload).filter(({ field }) => fields.includes(field as string) || alike.has(field))
  return replaceParts(payload, parts, ({ field, from, to }) => {
    const text = payload.slice(from, to)
    const known = earlier.get(field)
    return markOf(known?.text === text ? known.seal : cipher.seal(text, placeOf(memoryId, field)))
  })
}

/**
 * The payload as it came, from what rests. A mark of a key that is not known stays: it is sealed under another one, or
 * never was a seal.
 * @throws BrokenSeal
 */
export const openPayload = (
  cipher: FieldCipher,
  memoryId: string,
  payload: string,
  marks: readonly Mark[] = marksOf(payload),
): string => {
  const known = marks.filter(({ keyId }) => cipher.has(keyId))
  return replaceParts(payload, known, ({ field, seal }) => cipher.open(seal, placeOf(memoryId, field)))
}

/** The same payload sealed for another id. A seal that does not open stays as it is: nothing of it is lost or passed off. */
export const moveSeals = (cipher: FieldCipher, payload: string, from: string, to: string): string => {
  const known = marksOf(payload).filter(({ keyId }) => cipher.has(keyId))
  return replaceParts(payload, known, ({ field, seal }) => {
    const text = openOrNull(cipher, seal, placeOf(from, field))
    return markOf(text === null ? seal : cipher.seal(text, placeOf(to, field)))
  })
}

/** Whether it rests as it should: sealed under the first key, and just in the fields that are to be. */
export const isSealedAsAsked = (payload: string, { cipher, fields }: Sealing): boolean => {
  const marks = marksOf(payload)
  const isOfKey = marks.every(({ keyId }) => keyId === cipher.keyId)
  if (fields === '*') return marks[0]?.field === null && isOfKey
  if (marks.some(({ field }) => field === null || !fields.includes(field))) return false
  const sealed = new Set(marks.map(({ field }) => field))
  return isOfKey && membersOf(payload).every(({ name }) => !fields.includes(name) || sealed.has(name))
}

const replaceParts = <P extends Part>(
  payload: string,
  parts: readonly P[],
  value: (part: P) => string,
): string => {
  let from = 0
  let replaced = ''
  for (const part of parts) {
    replaced += payload.slice(from, part.from) + value(part)
    from = part.to
  }
  return replaced + payload.slice(from)
}

type Earlier = ReadonlyMap<string | null, { readonly seal: string; readonly text: string }>
const NOTHING: Earlier = new Map()

/** Seals of the present key that rest already, opened. One that is broken is passed over: what is written replaces it. */
const earlierSeals = (cipher: FieldCipher, memoryId: string, payload: string): Earlier => {
  const found = new Map<string | null, { seal: string; text: string }>()
  for (const { field, seal, keyId } of marksOf(payload)) {
    const text = keyId === cipher.keyId ? openOrNull(cipher, seal, placeOf(memoryId, field)) : null
    if (text !== null) found.set(field, { seal, text })
  }
  return found
}

const openOrNull = (cipher: FieldCipher, seal: string, place: string): string | null => {
  try {
    return cipher.open(seal, place)
  } catch (error) {
    if (error instanceof BrokenSeal) return null
    throw error
  }
}
