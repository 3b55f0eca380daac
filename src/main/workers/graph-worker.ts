import { analyseGraph } from '#engine/graph/analysis/analyse-graph'
import type { AnalysisInput } from '#engine/graph-ports'
import { serveConcurrently } from './thread.ts'

/** Computes what of a graph takes seconds; it lives as long as one job. */
await serveConcurrently(async (tell) => ({
  methods: { analyse: (input: AnalysisInput) => analyseGraph(input, tell) },
  details: null,
}))
