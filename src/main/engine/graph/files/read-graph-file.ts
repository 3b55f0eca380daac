import type { GraphFormat } from '#contract/graph-files'
import { unreachable } from '#contract/unreachable'
import type { PayloadLimits } from '../../memory/payload.ts'
import { FileContents } from './file-contents.ts'
import { type FileReader, FileRefused, type FileWriter, type RawGraph } from './graph-file.ts'
import { GraphologyReader, LinesReader } from './json-readers.ts'
import { graphologyWriter, linesWriter } from './json-writers.ts'
import { XmlReader } from './xml-reader.ts'
import { gexfWriter, graphmlWriter } from './xml-writers.ts'

/** @throws FileRefused */
export const readGraphFile = (
  format: GraphFormat,
  parts: Iterable<string>,
  limits: PayloadLimits,
): FileContents => {
  const contents = new FileContents(limits)
  const reader = readerOf(format, contents)
  let isFirst = true
  for (const part of parts) {
    if (part === '') continue
    reader.write(isFirst ? part.replace(/^\ufeff/, '') : part)
    isFirst = false
  }
  if (isFirst) throw new FileRefused('It is empty.')
  reader.end()
  contents.settle()
  return contents
}

const readerOf = (format: GraphFormat, graph: RawGraph): FileReader => {
  switch (format) {
    case 'graphml':
    case 'gexf':
      return new XmlReader(format, graph)
    case 'json':
      return new GraphologyReader(graph)
    case 'jsonl':
      return new LinesReader(graph)
    default:
      return unreachable(format)
  }
}

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
