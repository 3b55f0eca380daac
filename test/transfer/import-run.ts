import type { Fault, ImportFormat, ImportItem, ImportReport } from '#contract/imports'
import type { Engine } from '#engine/index'
import type { ImportQuery } from '#engine/transfer/imports'

export const never = new AbortController().signal

export interface Outcome {
  readonly report: ImportReport
  readonly faults: readonly Fault[]
}

type Options = Partial<Omit<ImportQuery, 'upload' | 'format'>> & {
  readonly signal?: AbortSignal
  readonly onItem?: (item: ImportItem) => void
}

/** Imports texts, one behind the other, into `to`, if nothing else is said. */
export const importText = async (
  engine: Engine,
  format: ImportFormat,
  parts: readonly string[],
  { signal = never, onItem = () => {}, ...options }: Options = {},
): Promise<Outcome> => {
  let upload = await engine.imports.files.take(undefined, '')
  for (const part of parts) upload = await engine.imports.files.take(upload, part)
  const query = {
    namespace: 'to',
    upload,
    format,
    name: 'a file',
    mode: 'update',
    dryRun: false,
    resume: false,
  }
  const faults: Fault[] = []
  for await (const item of engine.imports.run({ ...query, ...options } as ImportQuery, {
    author: 'test',
    signal,
  })) {
    onItem(item)
    if (item.kind === 'faults') faults.push(...item.faults)
    if (item.kind === 'done') return { report: item.report, faults }
  }
  throw new Error('an import ends with a report')
}

export const undoImport = async (engine: Engine, id: string | null): Promise<void> => {
  for await (const _ of engine.imports.undo('to', id ?? '', { author: 'test', signal: never }));
}

/** All that a namespace has of memories and links, without what an import makes anew: keys, versions, its own times. */
export const contents = async ({ store }: Engine, namespace: string) => {
  const found = await store.memoriesAfter(namespace, 0, 100_000)
  const places = new Map(found.map(({ key, memory: { coordinate } }) => [key, coordinate]))
  const links = await store.linksAfter(namespace, 0, 100_000)
  return {
    memories: found
      .map(({ memory: { coordinate, payload, type, importance, timestamp, pinned } }) =>
        JSON.stringify([coordinate, payload, type, importance, timestamp, pinned]),
      )
      .sort(),
    links: links
      .map(({ from, to, type, weight, note, createdAt }) =>
        JSON.stringify([places.get(from), places.get(to), type, weight, note, createdAt]),
      )
      .sort(),
  }
}
