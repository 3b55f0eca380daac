/** What one setting of one system reached. */
export interface Reached {
  readonly recall: number
  readonly qps: number
}

/**
 * The fastest of the settings that reach a recall; undefined where none does. Nothing is interpolated: a system is
 * reported at a setting that it has. The chosen setting is then reported on other queries, so that luck in the choice
 * does not enter the figure.
 */
export const chooseSetting = (settings: readonly Reached[], recall: number): number | undefined => {
  let best: number | undefined
  for (const [i, setting] of settings.entries()) {
    if (setting.recall < recall) continue
    if (best === undefined || setting.qps > settings[best]!.qps) best = i
  }
  return best
}
