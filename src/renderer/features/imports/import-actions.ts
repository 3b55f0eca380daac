import type { ColumnRole, Fault, ImportItem, ImportReport } from '#contract/imports'
import type { SomaClient } from '#contract/index'
import { isCancelled } from '../../api/describe-error.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { toast, workspace } from '../../workspace/use-workspace.ts'
import { oneFile } from './dropped-files.ts'
import { fileText } from './file-text.ts'
import { type ChosenFile, type ImportOptions, type ImportState, importStore, isBusy } from './import-store.ts'

const t = wordsOf('imports')

/** Faults that a window keeps to be saved as a list. */
const MOST_FAULTS = 100_000

let stopping = new AbortController()

const show = (state: ImportState): void => importStore.setState({ state })

/** Ends what is under way, and gives the signal of what begins now. */
const begin = (): AbortSignal => {
  stopping.abort()
  stopping = new AbortController()
  return stopping.signal
}

/** A file, or the notes of a folder. */
export const chooseFiles = async (
  client: SomaClient,
  { name, files }: { readonly name: string; readonly files: readonly File[] },
  namespace: string,
): Promise<void> => {
  const file = await oneFile(name, files)
  if (file !== undefined) await chooseFile(client, file, namespace)
}

/** Takes a file into the engine, looks what it is, and tries what would come of it. */
const chooseFile = async (client: SomaClient, file: File, namespace: string): Promise<void> => {
  if (isBusy(importStore.getState().state)) return
  await discard(client)
  const signal = begin()
  const { name, size } = file
  show({ is: 'reading', name, done: 0, total: size })
  try {
    let { upload } = await client.imports.upload({ text: '' })
    for await (const { text, done } of fileText(file)) {
      if (signal.aborted) return void (await client.imports.discard({ upload }))
      ;({ upload } = await client.imports.upload({ upload, text }))
      show({ is: 'reading', name, done, total: size })
    }
    const { format, bytes, table } = await client.imports.inspect({ upload, name })
    if (signal.aborted) return void (await client.imports.discard({ upload }))
    importStore.setState({
      file: { upload, name, bytes, format, table },
      options: { namespace, mode: 'update', resume: false },
    })
    await tryOut(client)
  } catch (error) {
    if (!signal.aborted) show({ is: 'empty', error })
  }
}

/** Other options: what would come of the file is found anew. */
export const setOptions = (client: SomaClient, change: Partial<ImportOptions>): void => {
  importStore.setState(({ options }) => ({ options: { ...options, resume: false, ...change } }))
  if (!('resume' in change)) void tryOut(client)
}

export const setFormat = async (client: SomaClient, format: ChosenFile['format']): Promise<void> => {
  const { file } = importStore.getState()
  if (file === null) return
  const { upload, name } = file
  const { table } = await client.imports.inspect({ upload, name, format })
  importStore.setState({ file: { ...file, format, table } })
  await tryOut(client)
}

/** Another meaning of a column of a table. */
export const setColumn = (client: SomaClient, at: number, role: ColumnRole): void => {
  importStore.setState(({ file }) => {
    if (!file?.table) return {}
    const columns = file.table.columns.map((column, i) => (i === at ? { ...column, role } : column))
    return { file: { ...file, table: { ...file.table, columns } } }
  })
  void tryOut(client)
}

/** The dry run. */
export const tryOut = async (client: SomaClient): Promise<void> => {
  const signal = begin()
  show({ is: 'chosen', dry: { is: 'running', done: 0, total: 1 } })
  try {
    const onProgress = ({ done, total }: { done: number; total: number }): void => {
      if (!signal.aborted) show({ is: 'chosen', dry: { is: 'running', done, total } })
    }
    const found = await run(client, { dryRun: true, signal, onProgress })
    if (!signal.aborted) show({ is: 'chosen', dry: { is: 'ready', ...found } })
  } catch (error) {
    if (!signal.aborted) show({ is: 'chosen', dry: { is: 'failed', error } })
  }
}

export const startImport = async (client: SomaClient): Promise<void> => {
  const signal = begin()
  const began = performance.now()
  let last: Extract<ImportItem, { kind: 'progress' }> | null = null
  show({ is: 'running', began, progress: null })
  try {
    const onProgress = (progress: typeof last & object): void => {
      last = progress
      show({ is: 'running', began, progress })
    }
    const found = await run(client, { dryRun: false, signal, onProgress })
    show({ is: 'done', ...found })
    tellDone(found.report)
    await forgetUpload(client)
  } catch (error) {
    const { import: id = null, count = 0 } = (last ?? {}) as { import?: string | null; count?: number }
    show({ is: 'ended', error: isCancelled(error) || signal.aborted ? null : error, id, count })
  }
}

/** As many as are undone in one go. */
const MOST_CHANGES = 10_000

/** On the window's undo stack it is one step, however many changes it took. */
const tellDone = ({ added, changed, removed, changes: all }: ImportReport): void => {
  const [seq] = all
  if (seq === undefined) return
  const name = importStore.getState().file?.name ?? t('aFile')
  const gone = removed > 0 ? t('andMovedRemovedToThe', { removed: formatCount(removed) }) : ''
  toast({
    title: t('importedCountMemoriesFromName', { count: added + changed, name, gone }),
    ...(all.length <= MOST_CHANGES && { undo: { seq, all } }),
  })
}

/** Ends what runs; what is in stays, and the rest may follow. */
export const stopImport = (): void => stopping.abort()

export const goOn = (client: SomaClient): void => {
  importStore.setState(({ options }) => ({ options: { ...options, resume: true } }))
  void startImport(client)
}

export const undoImport = async (client: SomaClient, id: string): Promise<void> => {
  const { options, state } = importStore.getState()
  const { namespace } = options
  show({ is: 'undoing', done: 0, total: 1 })
  try {
    for await (const { done, total } of client.imports.undo({ namespace, import: id }))
      show({ is: 'undoing', done, total })
    show({ is: 'undone' })
    if (state.is === 'done') workspace.getState().dropChange(state.report.changes[0] ?? 0)
    await forgetUpload(client)
  } catch (error) {
    show({ is: 'ended', error, id, count: 0 })
  }
}

/** Back to the beginning; the file is forgotten. */
export const discard = async (client: SomaClient): Promise<void> => {
  stopping.abort()
  show({ is: 'empty', error: null })
  await forgetUpload(client)
}

const forgetUpload = async (client: SomaClient): Promise<void> => {
  const { file } = importStore.getState()
  importStore.setState({ file: null })
  // Where the engine is gone, so is the file.
  if (file !== null) await client.imports.discard({ upload: file.upload }).catch(() => {})
}

interface Run {
  readonly dryRun: boolean
  readonly signal: AbortSignal
  readonly onProgress: (progress: Extract<ImportItem, { kind: 'progress' }>) => void
}

const run = async (
  client: SomaClient,
  { dryRun, signal, onProgress }: Run,
): Promise<{ report: ImportReport; faults: readonly Fault[] }> => {
  const { file, options } = importStore.getState()
  if (file === null) throw new Error('No file was chosen.')
  const { upload, name, format, table } = file
  const columns = table?.columns.map(({ role }) => role)
  const faults: Fault[] = []
  for await (const item of client.imports.run(
    { upload, name, format, ...(columns && { columns }), dryRun, ...options },
    { signal },
  )) {
    if (item.kind === 'progress') onProgress(item)
    else if (item.kind === 'faults') faults.push(...item.faults.slice(0, MOST_FAULTS - faults.length))
    else return { report: item.report, faults }
  }
  throw new Error('The import ended without a report.')
}
