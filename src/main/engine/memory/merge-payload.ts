import { membersOf } from '../secrets/json-members.ts'

/**
 * One payload of two: fields of the newer take the place of those of the same name, new ones come after them, the rest
 * stays to the byte. Both are JSON text without white space between its tokens.
 */
export const mergePayload = (older: string, newer: string): string => {
  const values = new Map<string, string>()
  for (const json of [older, newer]) {
    for (const { name, from, to } of membersOf(json)) values.set(name, json.slice(from, to))
  }
  return `{${[...values].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`
}
