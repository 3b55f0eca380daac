import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { createHttpHost, type HttpHost, type HttpHostOptions } from '#hosts/http/http-host'
import { createSampleHandlers, sample } from '../rpc/sample-contract.ts'

export const TOKEN = 'a-token-of-a-test-that-is-long-enough'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A host with the sample contract over a small built page, and ways to be rude to it. */
export const startHost = async (
  options: Partial<Pick<HttpHostOptions<typeof sample>, 'host' | 'port' | 'metrics'>> & {
    readonly ui?: boolean
  } = {},
) => {
  const folder = await mkdtemp(join(tmpdir(), 'soma-http-'))
  const rendererDir = join(folder, 'renderer')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Soma</title>')
  await writeFile(join(rendererDir, 'assets', 'index-abc.js'), 'export {}')
  await writeFile(join(rendererDir, '.hidden'), 'secret')
  await writeFile(join(folder, 'token'), 'secret')
  const logged: string[] = []
  const write = (message: string, details: object = {}) =>
    void logged.push(`${message} ${JSON.stringify(details)}`)
  const { handlers, log } = createSampleHandlers()
  const host: HttpHost = await createHttpHost({
    host: '127.0.0.1',
    port: 0,
    ...options,
    token: TOKEN,
    rendererDir: options.ui === false ? null : rendererDir,
    contract: sample,
    handlers,
    log: { info: write, warn: write, error: write },
    version: '0.0.0',
  }).catch(async (error: unknown) => {
    await rm(folder, { recursive: true })
    throw error
  })
  const { port } = new URL(host.url)

  /** Sends a path just as it is written; fetch would tidy it up. */
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          body += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      })
      sent.on('error', reject)
      sent.end()
    })

  const logIn = async (): Promise<string> => {
    const { headers } = await get(`/?token=${TOKEN}`)
    return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  }

  /** The socket when it is open, or the status that turned it away. */
  const dial = (headers: Record<string, string>, path = '/rpc'): Promise<WebSocket | number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
      socket.on('open', () => resolve(socket))
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('error', () => undefined)
    })

  const stop = async (): Promise<void> => {
    await host.close()
    await rm(folder, { recursive: true })
  }
  return { host, port, origin: `http://127.0.0.1:${port}`, get, logIn, dial, stop, log, logged }
}

export type TestHost = Awaited<ReturnType<typeof startHost>>
