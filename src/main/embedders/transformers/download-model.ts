import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ServiceFault } from '#services/service-fault'
import { checkModelName, get, type Hub, type HubFile, listModel } from './hub-listing.ts'
import type { Precision } from './model-folder.ts'

export interface DownloadProgress {
  readonly file: string
  /** Bytes of this file. */
  readonly loaded: number
  readonly total: number
}

export interface DownloadOptions {
  /** Folder of all models: the model comes to `<models>/<owner>/<name>`. */
  readonly models: string
  readonly model: string
  readonly precision?: Precision
  readonly hub?: Hub
  readonly signal: AbortSignal
}

const HUGGING_FACE: Hub = { url: 'https://huggingface.co', fetch }
/** Folders into which something is being downloaded by this process. */
const busy = new Set<string>()

export const modelFolder = (models: string, model: string): string => {
  checkModelName(model)
  return join(models, ...model.split('/'))
}

/**
 * Downloads a model from the Hugging Face Hub, telling its progress, and returns its folder. The folder appears whole
 * or not at all: files are gathered beside it, each checked against the Hub's hash, and moved in one step. What was
 * gathered before it was broken off is used the next time.
 * @throws ServiceFault, or the reason of the signal
 */
export async function* downloadModel(options: DownloadOptions): AsyncGenerator<DownloadProgress, string> {
  const { models, model, precision = 'q8', hub = HUGGING_FACE, signal } = options
  const folder = modelFolder(models, model)
  if (busy.has(folder)) throw new ServiceFault('misconfigured', `${model} is being downloaded already.`)
  busy.add(folder)
  try {
    const { revision, files } = await listModel(hub, model, precision, signal)
    const part = `${folder}.${revision.slice(0, 12)}.part`
    for (const file of files) {
      const place = join(part, file.path)
      if (await isWhole(place, file)) yield { file: file.path, loaded: file.size, total: file.size }
      else yield* fetchFile(hub, `/${model}/resolve/${revision}/${file.path}`, { file, place, signal })
    }
    await writeFile(join(part, 'downloaded.json'), JSON.stringify({ model, revision, precision }))
    await rm(folder, { recursive: true, force: true })
    await rename(part, folder)
    await removeParts(folder)
    return folder
  } finally {
    busy.delete(folder)
  }
}

/** What was gathered of other revisions is of no use any more. */
const removeParts = async (folder: string): Promise<void> => {
  const name = basename(folder)
  for (const entry of await readdir(dirname(folder))) {
    const isPart = entry.startsWith(`${name}.`) && /^[0-9a-f]{12}\.part$/.test(entry.slice(name.length + 1))
    if (isPart) await rm(join(dirname(folder), entry), { recursive: true, force: true })
  }
}

const isWhole = async (place: string, file: HubFile): Promise<boolean> => {
  const found = await stat(place).catch(() => null)
  if (found?.size !== file.size) return false
  const hash = hashOf(file)
  for await (const chunk of createReadStream(place)) hash.update(chunk)
  return hash.digest('hex') === file.hash.hex
}

/** git names a file by the SHA-1 of a header and its content. */
const hashOf = ({ size, hash }: HubFile) =>
  hash.algorithm === 'sha256' ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`)

async function* fetchFile(
  hub: Hub,
  path: string,
  { file, place, signal }: { readonly file: HubFile; readonly place: string; readonly signal: AbortSignal },
): AsyncGenerator<DownloadProgress, void> {
  const { host } = new URL(hub.url)
  const response = await get(hub, path, signal)
  await mkdir(dirname(place), { recursive: true })
  const hash = hashOf(file)
  let loaded = 0
  const unfinished = `${place}.unfinished`
  const out = await open(unfinished, 'w')
  try {
    for await (const chunk of bodyOf(response, host, signal)) {
      loaded += chunk.length
      // More than was announced is not what was announced.
      if (loaded > file.size) break
      hash.update(chunk)
      await out.writeFile(chunk)
      yield { file: file.path, loaded, total: file.size }
    }
    await out.sync()
  } finally {
    await out.close()
  }
  if (loaded !== file.size || hash.digest('hex') !== file.hash.hex) {
    await rm(unfinished, { force: true })
    throw new ServiceFault('unreachable', `${file.path} came damaged from ${host}. Download the model again.`)
  }
  await rename(unfinished, place)
}

async function* bodyOf(
  response: Response,
  host: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* response.body ?? []
  } catch {
    signal.throwIfAborted()
    throw new ServiceFault('unreachable', `${host} broke off the download. Try again: what came is kept.`)
  }
}
