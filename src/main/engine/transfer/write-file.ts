import type { GraphFormat } from '#contract/graph-files'
import { unreachable } from '#contract/unreachable'
import type { FileWriter } from './file-memory.ts'
import { graphologyWriter, linesWriter } from './json-writers.ts'
import { gexfWriter, graphmlWriter } from './xml-writers.ts'

export const writerOf = (format: GraphFormat): FileWriter => {
  switch (format) {
    case 'graphml':
      return graphmlWriter()
    case 'gexf':
      return gexfWriter()
    case 'json':
      return graphologyWriter()
    case 'jsonl':
      return linesWriter()
    default:
      return unreachable(format)
  }
}
