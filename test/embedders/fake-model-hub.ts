import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const REVISION = '0123456789abcdef0123456789abcdef01234567'

export interface FakeModelHub {
  readonly url: string
  /** Paths that were asked for, in order. */
  readonly asked: string[]
  /** Content by path; a test may damage what is sent without the listing knowing. */
  readonly sent: Map<string, Buffer>
  /** Instead of a file: what to do with its request, once. */
  readonly instead: Map<string, (response: ServerResponse, content: Buffer) => void>
  close(): Promise<void>
}

/**
 * A double of the Hugging Face Hub with one model: the commit, the listing with its hashes (SHA-256 for what Git LFS
 * keeps, Git's own for the rest), and the files, which large ones are behind a redirect as there.
 */
export const startFakeModelHub = async (
  model: string,
  files: Readonly<Record<string, Buffer>>,
): Promise<FakeModelHub> => {
  const asked: string[] = []
  const sent = new Map(Object.entries(files))
  const instead: FakeModelHub['instead'] = new Map()
  const listing = Object.entries(files).map(([path, content]) => ({
    type: 'file',
    path,
    size: content.length,
    oid: gitHash(content),
    ...(path.endsWith('.onnx') && { lfs: { oid: sha256(content), size: content.length, pointerSize: 130 } }),
  }))
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const file = path.replace(`/${model}/resolve/${REVISION}/`, '').replace('/storage/', '')
    const content = sent.get(file)
    if (path === `/api/models/${model}/revision/main`) return json(response, { id: model, sha: REVISION })
    if (path === `/api/models/${model}/tree/${REVISION}?recursive=true`) {
      return json(response, [{ type: 'directory', path: 'onnx', size: 0, oid: REVISION }, ...listing])
    }
    if (content === undefined) return void response.writeHead(404).end()
    if (file.endsWith('.onnx') && !path.startsWith('/storage/')) {
      return void response.writeHead(302, { location: `/storage/${file}` }).end()
    }
    const behave = instead.get(file)
    instead.delete(file)
    if (behave) return behave(response, content)
    response.end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    sent,
    instead,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const json = (response: ServerResponse, value: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

const gitHash = (content: Buffer): string =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex')
