import type { ColumnRole, Fault, ImportFormat, ImportItem, ImportMode, ImportTable } from '#contract/imports'
import { ArtefactRefused } from '../artefact-ports.ts'
import { previewTable } from './csv-columns.ts'
import { guessFormat } from './guess-format.ts'
import { refused } from './held-files.ts'
import type { OpenedFile, ReadPass, RecordBatch } from './import-ports.ts'
import { ImportRecord, placesOf, shownUnfinished, unfinishedOf } from './import-record.ts'
import { ACTION, type ImportParts, ImportSession } from './import-session.ts'

/** Faults that the report itself has. */
const FIRST = 100

export interface ImportQuery {
  readonly namespace: string
  readonly upload: string
  readonly name: string
  readonly format: ImportFormat
  readonly columns?: readonly ColumnRole[] | undefined
  readonly mode: ImportMode
  readonly dryRun: boolean
  readonly resume: boolean
}

interface Call {
  readonly author: string
  readonly signal: AbortSignal
}

/** Files of memories and links, in. */
export class Imports {
  readonly #parts: ImportParts
  #begun = 0

  constructor(parts: ImportParts) {
    this.#parts = parts
  }

  get files(): ImportParts['files'] {
    return this.#parts.files
  }

  async inspect(
    upload: string,
    name: string,
    given?: ImportFormat,
  ): Promise<{ format: ImportFormat; bytes: number; table: ImportTable | null }> {
    const { text, bytes } = await this.files.head(upload)
    const format = given ?? guessFormat(name, text)
    const isTable = format === 'csv' || format === 'tsv'
    return { format, bytes, table: isTable ? previewTable(text) : null }
  }

  /**
   * Takes an upload into a namespace, one transaction a part, memories before links. What of it is not usable is said by
   * line, and the rest goes in. A dry run goes the same way and writes nothing.
   * @throws AppError `import/file` where nothing of the file can be read
   */
  async *run(query: ImportQuery, call: Call): AsyncGenerator<ImportItem> {
    const { limits } = this.#parts
    const { format, columns } = query
    const file = await this.files.open(query.upload, { format, columns, limits }, call.signal)
    try {
      yield* this.#runOn(file, query, call)
    } catch (error) {
      if (!(error instanceof ArtefactRefused)) throw error
      throw refused('Somebody else goes on with the same import.')
    } finally {
      await file.close()
    }
  }

  /** Takes back the changes of an import, the last first. @throws AppError `change/not-undoable` */
  async *undo(
    namespace: string,
    id: string,
    { author, signal }: Call,
  ): AsyncGenerator<{ done: number; total: number }> {
    const standing = await this.#changesOf(namespace, id)
    for (const [i, seq] of standing.entries()) {
      signal.throwIfAborted()
      await this.#parts.journal.undo(seq, author)
      yield { done: i + 1, total: standing.length }
    }
  }

  async #changesOf(namespace: string, id: string): Promise<number[]> {
    const changes = await this.#parts.store.artefactChanges(namespace, { kind: 'import', id })
    // What undid and redid them touched the record too; each is undone by its own number.
    const standing = changes.filter(({ action, undoneBy }) => action === ACTION && undoneBy === null)
    return standing.map(({ seq }) => seq)
  }

  async *#runOn(file: OpenedFile, query: ImportQuery, call: Call): AsyncGenerator<ImportItem> {
    const { store, clock } = this.#parts
    const { namespace, mode, dryRun, resume, name } = query
    const { fingerprint } = file
    const isNew = !(await store.namespaces()).some((one) => one.name === namespace)
    const unfinished = isNew ? null : await unfinishedOf(store, namespace, fingerprint)
    const about = { namespace, file: name, fingerprint, mode, now: clock.now(), number: this.#begun++ }
    const record =
      resume && unfinished !== null && !dryRun
        ? ImportRecord.resume(about, unfinished)
        : ImportRecord.begin(about)
    const places = isNew ? new Map<string, readonly number[]>() : await placesOf(store, namespace)
    const session = new ImportSession(
      this.#parts,
      { namespace, file: name, fingerprint, mode, author: call.author, dryRun, isNew },
      { record, places },
    )
    const first: Fault[] = []
    for await (const item of this.#items(file, session, { mode, signal: call.signal })) {
      if (item.kind === 'faults') first.push(...item.faults.slice(0, FIRST - first.length))
      yield item
    }
    if (!dryRun) await session.finish()
    yield {
      kind: 'done',
      report: {
        ...session.counts,
        ...{ isDryRun: dryRun, namespace, isNew },
        import: session.importId,
        changes: session.importId === null ? [] : await this.#changesOf(namespace, session.importId),
        unfinished: unfinished === null ? null : shownUnfinished(unfinished),
        first,
      },
    }
  }

  async *#items(
    file: OpenedFile,
    session: ImportSession,
    { mode, signal }: { readonly mode: ImportMode; readonly signal: AbortSignal },
  ): AsyncGenerator<ImportItem> {
    let isWhole = true
    let links = 0
    let count = 0
    const progress = (stage: 'memories' | 'links' | 'removing', done: number, total: number): ImportItem => ({
      ...{ kind: 'progress', stage, done, total, count },
      import: session.importId,
    })
    for await (const batch of batchesOf(file, 'memories', signal)) {
      if (batch.refused !== null) {
        if (count === 0 && batch.memories.length === 0)
          throw refused(`${batch.refused.why} Nothing was changed.`)
        isWhole = false
      }
      await session.takeMemories(batch.memories)
      noteFaults(session, batch)
      count += batch.memories.length
      links = batch.linksSeen
      yield* faultsOf(session)
      yield progress('memories', batch.done, file.bytes)
    }
    if (links > 0) {
      for await (const batch of batchesOf(file, 'links', signal)) {
        await session.takeLinks(batch.links)
        noteFaults(session, { ...batch, refused: null })
        count += batch.links.length
        yield* faultsOf(session)
        yield progress('links', batch.done, file.bytes)
      }
    }
    // Of a file that cannot be read to its end nobody knows what it does not have.
    if (mode !== 'replace' || !isWhole) return
    for await (const { done, total } of session.removeOthers(signal)) yield progress('removing', done, total)
  }
}

async function* batchesOf(
  file: OpenedFile,
  pass: ReadPass,
  signal: AbortSignal,
): AsyncGenerator<RecordBatch> {
  await file.begin(pass)
  for (;;) {
    signal.throwIfAborted()
    const batch = await file.next()
    if (batch === null) return
    yield batch
  }
}

const noteFaults = (session: ImportSession, { faults, refused: end }: RecordBatch): void => {
  for (const fault of faults) session.fail(fault)
  if (end !== null) session.fail({ line: end.line, what: 'the rest of the file', why: end.why })
}

function* faultsOf(session: ImportSession): Generator<ImportItem> {
  const faults = session.takeFaults()
  if (faults.length > 0) yield { kind: 'faults', faults }
}
