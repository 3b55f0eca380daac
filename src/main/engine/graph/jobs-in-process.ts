import type { GraphJobs } from '../graph-ports.ts'

/** Where there are no threads, as in tests. What it needs is read when it is needed: the start must not wait for it. */
export const JOBS_IN_PROCESS: GraphJobs = {
  analyse: async (input, { onProgress }) => {
    const { analyseGraph } = await import('./analysis/analyse-graph.ts')
    return analyseGraph(input, onProgress)
  },
}
