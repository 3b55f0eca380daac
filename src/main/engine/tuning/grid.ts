/** What is tried where nobody says what: steps from a quarter of what is in force to eight times that. */
const BEAM_FACTORS = [0.25, 0.35, 0.5, 0.7, 0.85, 1, 1.4, 2, 2.8, 4, 5.6, 8]
const CANDIDATE_FACTORS = [1, 1.5, 2.5, 4, 7]

export interface Setting {
  readonly beamWidth: number
  readonly maxCandidates: number
}

/** An index looks at no fewer candidates than that, whatever the cap says. */
const fewestCandidates = (depth: number): number => 2 * depth + 20

export const beamsAround = (current: number, lists: number): number[] =>
  ascending(BEAM_FACTORS.map((factor) => Math.min(lists, Math.max(1, Math.round(current * factor)))))

export const candidatesFor = (depth: number): number[] =>
  ascending(CANDIDATE_FACTORS.map((factor) => Math.round(fewestCandidates(depth) * factor)))

/** Each pair once; what the index would raise to its least is that least. */
export const gridOf = (
  beams: readonly number[],
  candidates: readonly number[],
  { depth, lists }: { readonly depth: number; readonly lists: number },
): Setting[] => {
  const widths = ascending(beams.map((beam) => Math.min(beam, lists)))
  const caps = ascending(candidates.map((cap) => Math.max(cap, fewestCandidates(depth))))
  return widths.flatMap((beamWidth) => caps.map((maxCandidates) => ({ beamWidth, maxCandidates })))
}

const ascending = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b)
