import { DEFAULT_TEXT_FIELDS, deriveFrom } from '../memory/payload.ts'
import { membersOf } from '../secrets/json-members.ts'
import type { SealedFields } from '../secrets/sealed-payload.ts'

/** A payload without some of its fields, and the title that it has then; null where it has none of them. */
export const withoutFields = (
  json: string,
  fields: SealedFields,
): { readonly payload: string; readonly title: string } | null => {
  const isLeftOut = (name: string): boolean => fields === '*' || fields.includes(name)
  const members = membersOf(json)
  const kept = members.filter(({ name }) => !isLeftOut(name))
  if (kept.length === members.length) return null
  const parts = kept.map(({ name, from, to }) => `${JSON.stringify(name)}:${json.slice(from, to)}`)
  const payload = `{${parts.join(',')}}`
  return { payload, title: deriveFrom(payload, DEFAULT_TEXT_FIELDS).title }
}
