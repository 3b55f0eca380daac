import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CustomScheme } from 'electron'
import { StandInEmitter } from './not-provided.ts'

type Handler = (request: Request) => Response | Promise<Response>

/**
 * Schemes of the app's own. Chromium alone knows only its own schemes, so a page of `scheme://host` is fetched from
 * `http://host.scheme.localhost`, which is a secure place too, and which this server answers for; addresses are put
 * into the other form where they cross the DevTools pipe (see runtime/chromium.ts). In the page, `location` shows it.
 */
class Protocol extends StandInEmitter {
  readonly schemes: string[] = []
  readonly #handlers = new Map<string, Handler>()

  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    for (const { scheme, privileges } of schemes) {
      if (!privileges?.standard || !privileges.secure)
        throw new Error(
          `A scheme that is not standard and secure ('${scheme}') is not provided by the test double`,
        )
      this.schemes.push(scheme)
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (!this.schemes.includes(scheme))
      throw new Error(`'${scheme}' is not registered as privileged, which the test double asks for`)
    this.#handlers.set(scheme, handler)
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme)
  }

  // What follows is for the double's other parts, not for apps.

  /** @returns the port on loopback where the schemes are answered. */
  async open(): Promise<number> {
    const server: Server = createServer((request, reply) => {
      const [, host, scheme = ''] =
        /^(.+)\.([a-z][a-z0-9-]*)\.localhost$/.exec(request.headers.host ?? '') ?? []
      const handler = this.#handlers.get(scheme)
      const answer = async (): Promise<void> => {
        if (!handler) {
          reply.writeHead(404).end()
          return
        }
        const asked = new Request(`${scheme}://${host}${request.url}`, { method: request.method ?? 'GET' })
        const response = await handler(asked)
        reply.writeHead(response.status, Object.fromEntries(response.headers))
        reply.end(Buffer.from(await response.arrayBuffer()))
      }
      answer().catch(() => reply.destroy())
    })
    server.listen(0, '127.0.0.1')
    server.unref()
    await new Promise((done) => server.once('listening', done))
    return (server.address() as AddressInfo).port
  }
}

export const protocol = new Protocol()
