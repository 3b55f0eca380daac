import type { ExportFormat } from '#contract/graph-files'
import { unreachable } from '#contract/unreachable'
import { csvWriter } from './csv-writer.ts'
import type { FileWriter } from './file-memory.ts'
import { graphologyWriter, linesWriter } from './json-writers.ts'
import { gexfWriter, graphmlWriter } from './xml-writers.ts'

export const writerOf = (format: Exclude<ExportFormat, 'markdown'>): FileWriter => {
  switch (format) {
    case 'graphml':
      return graphmlWriter()
    case 'gexf':
      return gexfWriter()
    case 'json':
      return graphologyWriter()
    case 'csv':
      return csvWriter(',')
    case 'tsv':
      return csvWriter('\t')
    case 'jsonl':
      return linesWriter()
    default:
      return unreachable(format)
  }
}
