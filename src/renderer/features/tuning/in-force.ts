import type { Setting, SettingValue } from '#contract/settings'
import type { IndexShape, SearchEffort } from '#contract/tuning'

const KEYS = {
  profile: 'vector.profile',
  beamWidth: 'vector.fractal.beam_width',
  maxCandidates: 'vector.fractal.max_candidates',
} as const
const CENTROIDS = 'vector.fractal.centroids'

/** How hard a search tries, as the settings say it. */
export const effortInForce = (settings: readonly Setting[], shape: IndexShape): SearchEffort => {
  const numberOf = (key: string): number | 'auto' => {
    const value = settings.find((one) => one.key === key)?.value
    return typeof value === 'number' ? value : 'auto'
  }
  const { profile } = shape
  return { profile, beamWidth: numberOf(KEYS.beamWidth), maxCandidates: numberOf(KEYS.maxCandidates) }
}

/** What must be set for an effort, and lists where they are to be others, to be in force. */
export const changesTo = (
  from: SearchEffort,
  to: SearchEffort,
  centroids: number | null = null,
): { key: string; value: SettingValue }[] => [
  ...(['profile', 'beamWidth', 'maxCandidates'] as const).flatMap((name) =>
    from[name] === to[name] ? [] : [{ key: KEYS[name], value: to[name] }],
  ),
  ...(centroids === null ? [] : [{ key: CENTROIDS, value: centroids }]),
]

/** What keeps the app from changing them: an argument, the environment or the file; null where nothing does. */
export const fixedBy = (settings: readonly Setting[]): string | null =>
  settings.find(({ key, fixedBy: by }) => by !== null && Object.values<string>(KEYS).includes(key))
    ?.fixedBy ?? null
