import type { SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'

export const lifeHandlers = ({ life }: Engine): SomaHandlers['life'] => ({
  consolidationPreview: (window, { signal }) => life.consolidation.preview(window, signal),
  consolidate: (input, { client }) => life.consolidation.write(input, client),
  reportOutcome: (report, { client }) => life.outcomes.report(report, client),
  predict: (place, { client, signal }) => life.outcomes.predict(place, client, signal),
  replay: (query) => life.replay(query),
  share: (input, { client }) => life.share(input, client),
  shape: ({ namespace }) => life.shape(namespace),
  outliers: (query, { signal }) => life.outliers(query, signal),
  settings: async () => life.settings,
})
