import { distance } from 'fastest-levenshtein'

/** Who left the group out, or took the wrong one, is told by the name in it. */
export const nearestName = (path: string, known: readonly string[]): string => {
  const nameOf = (full: string): string => full.slice(full.lastIndexOf('.') + 1)
  const farness = (other: string): number =>
    Math.min(distance(path, other), distance(nameOf(path), nameOf(other)) + 0.5)
  return known.reduce((best, other) => (farness(other) < farness(best) ? other : best))
}
