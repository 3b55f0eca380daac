import type { GraphFormat } from '#contract/graph-files'
import { analyseGraph } from '#engine/graph/analysis/analyse-graph'
import type { FileContents } from '#engine/graph/files/file-contents'
import { readGraphFile } from '#engine/graph/files/read-graph-file'
import { countsOf } from '#engine/graph/jobs-in-process'
import type { AnalysisInput, FileInput } from '#engine/graph-ports'
import { serveConcurrently } from './thread.ts'

/** Computes what of a graph takes seconds, or reads a file that somebody gave; it lives as long as one job. */
await serveConcurrently(async (tell) => {
  const parts: string[] = []
  let contents: FileContents | undefined
  return {
    methods: {
      analyse: (input: AnalysisInput) => analyseGraph(input, tell),
      take: (part: string) => void parts.push(part),
      read: (format: GraphFormat, limits: FileInput['limits']) => {
        contents = readGraphFile(format, parts.splice(0), limits)
        return countsOf(contents)
      },
      memoriesAt: (from: number, count: number) => contents?.memories.slice(from, from + count),
      linksAt: (from: number, count: number) => contents?.links.slice(from, from + count),
    },
    details: null,
  }
})
