import { AppError } from '#contract/errors'
import { parseJson } from '../memory/json-text.ts'

const MOST_DEPTH = 32

/** @throws AppError `request/invalid` naming the path */
export const readJsonValue = (path: string, text: string): unknown => {
  try {
    return parseJson(text, MOST_DEPTH)
  } catch {
    const message =
      'write it as JSON: a text in double quotes, a number, true, false, null, an object or a list'
    throw new AppError('request/invalid', { issues: [{ path, message }] })
  }
}

/** Whether two JSON values say the same; the order of keys says nothing. */
export const isSameJson = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSameJson(value, right.get(key)))
  )
}
