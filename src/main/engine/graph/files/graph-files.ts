import type { ImportItem } from '#contract/graph-files'
import { type ExportQuery, exportGraph } from './export-graph.ts'
import { type ImportParts, type ImportQuery, importGraph } from './import-graph.ts'
import { Uploads } from './uploads.ts'

/** Graphs as files, out and in (LNK-4). */
export class GraphFiles {
  readonly uploads = new Uploads()
  readonly #parts: ImportParts

  constructor(parts: ImportParts) {
    this.#parts = parts
  }

  export(query: ExportQuery, signal: AbortSignal): AsyncGenerator<string> {
    return exportGraph(this.#parts.store, query, signal)
  }

  import(
    query: ImportQuery,
    call: { readonly author: string; readonly signal: AbortSignal },
  ): AsyncGenerator<ImportItem> {
    return importGraph(this.#parts, query, call)
  }

  /** An upload, which is forgotten once it is imported; after a dry run it is still there. */
  async *importUpload(
    { upload, ...query }: Omit<ImportQuery, 'parts'> & { readonly upload: string },
    call: { readonly author: string; readonly signal: AbortSignal },
  ): AsyncGenerator<ImportItem> {
    yield* this.import({ ...query, parts: this.uploads.partsOf(upload) }, call)
    if (!query.dryRun) this.uploads.forget(upload)
  }
}
