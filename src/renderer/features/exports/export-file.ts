import type { Filter } from '#contract/filter'
import type { ExportFormat } from '#contract/graph-files'
import type { SomaClient } from '#contract/index'
import type { Coordinate } from '../../workspace/location.ts'
import { NoteZip } from './note-zip.ts'

/** Which memories of a namespace. */
export interface ExportScope {
  readonly coordinates?: readonly Coordinate[]
  readonly filter?: Filter
  readonly search?: string
}

export interface ExportOptions {
  readonly namespace: string
  readonly scope: ExportScope
  readonly format: ExportFormat
  readonly versions: boolean
  /** Also what rests encrypted, in the clear. */
  readonly secrets: boolean
}

interface Watching {
  readonly signal: AbortSignal
  readonly onProgress: (memories: number) => void
}

/** At the end of the name. */
const endingOf = (format: ExportFormat): string => (format === 'markdown' ? 'zip' : format)

export const hasVersions = (format: ExportFormat): boolean => format === 'jsonl' || format === 'json'

export const nameOf = (
  { namespace, format }: Pick<ExportOptions, 'namespace' | 'format'>,
  part: string,
): string => `${namespace}${part}.${endingOf(format)}`

/** As notes, into a folder in a place that is asked for outside of the page. @returns its name, or null where none was chosen */
export const exportToFolder = async (
  client: SomaClient,
  { namespace, scope: { coordinates, ...rest }, secrets }: ExportOptions,
  { signal, onProgress }: Watching,
): Promise<string | null> => {
  const places = coordinates?.map((coordinate) => [...coordinate])
  const input = { namespace, ...rest, ...(places && { coordinates: places }), ...(secrets && { secrets }) }
  let folder: string | null = null
  for await (const item of client.graph.exportToFolder(input, { signal })) {
    onProgress(item.memories)
    if (item.type === 'result') folder = item.folder
  }
  return folder
}

/** The whole file; what is still to come is never asked once the signal says so. */
export const exportFile = async (
  client: SomaClient,
  { namespace, scope, format, versions, secrets }: ExportOptions,
  { signal, onProgress }: Watching,
): Promise<Blob> => {
  const { coordinates, ...rest } = scope
  const places = coordinates?.map((coordinate) => [...coordinate])
  const input = {
    ...{ namespace, format, ...rest },
    ...(places && { coordinates: places }),
    ...(versions && hasVersions(format) && { versions }),
    ...(secrets && { secrets }),
  }
  const zip = format === 'markdown' ? new NoteZip(namespace) : null
  const parts: string[] = []
  for await (const { text, memories } of client.graph.export(input, { signal })) {
    if (zip === null) parts.push(text)
    else zip.add(text)
    onProgress(memories)
  }
  return zip === null ? new Blob(parts, { type: 'application/octet-stream' }) : zip.end()
}
