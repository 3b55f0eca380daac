/**
 * Whether a query is of the half that is reported; the other half is what coefficients were fitted on. By the text alone, so
 * that a question stands on one side in every task that asks it. FNV-1a, its bits mixed.
 */
export const isReported = (text: string): boolean => {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca77)
  return ((hash ^ (hash >>> 13)) & 1) === 1
}
