import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import type { AppState } from './app.ts'
import { readGoldenLines, writeGoldenLine } from './golden-lines.ts'

/** More than a set can hold. */
const ALL = 1_000_000

export const goldenHandlers = (
  { golden: { sets, changes, runner } }: Engine,
  state: AppState,
): SomaHandlers['golden'] => ({
  sets: ({ namespace }) => sets.sets(namespace),
  entries: ({ offset, limit, ...place }) => sets.entries(place, { offset, limit }),
  starred: ({ namespace, ...asked }) => sets.starred(namespace, asked),
  star: ({ namespace, set, query, filter, ...expected }, { client }) =>
    changes.star({ namespace, set }, { query, filter }, expected, client),
  unstar: ({ namespace, set, query, filter, coordinate }, { client }) =>
    changes.unstar({ namespace, set }, { query, filter }, coordinate, client),
  removeEntry: ({ entry, ...place }, { client }) => changes.removeEntry(place, entry, client),
  rename: ({ to, ...place }, { client }) => changes.rename(place, to, client),
  remove: (place, { client }) => changes.remove(place, client),
  export: async (place) => {
    const { entries } = await sets.entries(place, { offset: 0, limit: ALL })
    return { jsonl: entries.map(writeGoldenLine).join(''), entries: entries.length }
  },
  import: async ({ jsonl, ...place }, { client }) => {
    const { lines, failed } = readGoldenLines(jsonl)
    const values = lines.map(({ value }) => value)
    const { outcomes, ...receipt } = await changes.import(place, values, client)
    const full = lines.filter((_, i) => outcomes[i] === 'full')
    return {
      ...receipt,
      imported: outcomes.filter((outcome) => outcome === 'taken').length,
      skipped: outcomes.filter((outcome) => outcome === 'known').length,
      failed: [...failed, ...full.map(({ line }) => ({ line, reason: 'the set is full' }))],
    }
  },
  run: ({ k, settings, ...place }, { signal }) => {
    const keep = state.storeState().state === 'ready'
    return runner.run(place, { k, settings, keep }, signal)
  },
  runs: (place) => sets.runs(place),
  lastRun: (place) => sets.lastRun(place),
})
