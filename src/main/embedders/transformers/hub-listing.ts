import { z } from 'zod'
import { ServiceFault } from '#services/service-fault'
import { ONNX_FILES, type Precision, SETTINGS_FILES } from './model-folder.ts'

export interface HubFile {
  readonly path: string
  readonly size: number
  /** What its content must hash to: large files by SHA-256, small ones as git names them. */
  readonly hash: { readonly algorithm: 'sha256' | 'git-sha1'; readonly hex: string }
}

export interface HubModel {
  /** The commit that all files are of. */
  readonly revision: string
  readonly files: readonly HubFile[]
}

export interface Hub {
  /** https://huggingface.co, or a mirror of it. */
  readonly url: string
  readonly fetch: typeof fetch
}

const Revision = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) })
const Tree = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.int().min(0),
    oid: z.string().regex(/^[0-9a-f]{40}$/),
    lfs: z.object({ oid: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
  }),
)

/** `owner/name`, and nothing that leads elsewhere. */
export const checkModelName = (model: string): void => {
  if (/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(model)) return
  throw new ServiceFault(
    'misconfigured',
    `"${model}" is no model of the Hub; they look like Xenova/all-MiniLM-L6-v2.`,
  )
}

/** The files that a model needs, with their hashes. @throws ServiceFault */
export const listModel = async (
  hub: Hub,
  model: string,
  precision: Precision,
  signal: AbortSignal,
): Promise<HubModel> => {
  const { sha } = await getJson(hub, `/api/models/${model}/revision/main`, Revision, signal)
  const tree = await getJson(hub, `/api/models/${model}/tree/${sha}?recursive=true`, Tree, signal)
  const onnx = `onnx/${ONNX_FILES[precision]}`
  const needed: readonly string[] = [...SETTINGS_FILES, onnx]
  const present = new Map(tree.filter(({ type }) => type === 'file').map((file) => [file.path, file]))
  const missing = needed.filter((path) => !present.has(path))
  if (missing.length > 0) {
    throw new ServiceFault(
      'misconfigured',
      `The model ${model} lacks ${missing.join(', ')}. Choose one that was made for transformers.js.`,
    )
  }
  const files = [...needed, `${onnx}_data`].flatMap((path): HubFile[] => {
    const file = present.get(path)
    if (file === undefined) return []
    const { size, oid, lfs } = file
    return [
      { path, size, hash: lfs ? { algorithm: 'sha256', hex: lfs.oid } : { algorithm: 'git-sha1', hex: oid } },
    ]
  })
  return { revision: sha, files }
}

const getJson = async <T>(hub: Hub, path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> => {
  const response = await get(hub, path, signal)
  try {
    return schema.parse(await response.json())
  } catch {
    signal.throwIfAborted()
    throw new ServiceFault(
      'unreachable',
      `${new URL(hub.url).host} answered with something else than a list of files.`,
    )
  }
}

/** Redirects are followed: the Hub keeps its files elsewhere, and their hashes are checked. @throws ServiceFault */
export const get = async (hub: Hub, path: string, signal: AbortSignal): Promise<Response> => {
  const { host } = new URL(hub.url)
  const response = await hub.fetch(`${hub.url}${path}`, { signal }).catch(() => {
    signal.throwIfAborted()
    throw new ServiceFault('unreachable', `${host} cannot be reached. Check the network.`)
  })
  if (response.ok) return response
  await response.body?.cancel()
  const { status } = response
  if (status === 401 || status === 403 || status === 404) {
    throw new ServiceFault(
      'misconfigured',
      `${host} has no such model for everybody (${status}). Check its name.`,
    )
  }
  throw new ServiceFault(
    status === 429 ? 'rate-limited' : 'unreachable',
    `${host} answered ${status}. Try again later.`,
  )
}
