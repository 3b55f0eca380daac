import type { GraphJobs, OpenedGraphFile } from '../graph-ports.ts'
import type { FileContents } from './files/file-contents.ts'

/** Where there are no threads, as in tests. What it needs is read when it is needed: the start must not wait for it. */
export const JOBS_IN_PROCESS: GraphJobs = {
  analyse: async (input, { onProgress }) => {
    const { analyseGraph } = await import('./analysis/analyse-graph.ts')
    return analyseGraph(input, onProgress)
  },
  open: async ({ format, parts, limits }) => {
    const { readGraphFile } = await import('./files/read-graph-file.ts')
    const contents = readGraphFile(format, parts, limits)
    return {
      ...countsOf(contents),
      memoriesAt: async (from, count) => contents.memories.slice(from, from + count),
      linksAt: async (from, count) => contents.links.slice(from, from + count),
      close: async () => {},
    }
  },
}

/** What of a file is known before anybody asks for its parts. */
export const countsOf = (
  contents: FileContents,
): Pick<OpenedGraphFile, 'memories' | 'links' | 'leftOut'> => ({
  memories: contents.memories.length,
  links: contents.links.length,
  leftOut: { total: contents.leftOutTotal, first: contents.leftOut },
})
