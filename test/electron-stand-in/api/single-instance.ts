import { mkdirSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { releasePidLock, takePidLock } from '../runtime/pid-lock.ts'

/** What a second process tells the first before it goes. */
export interface SecondInstance {
  readonly argv: readonly string[]
  readonly workingDirectory: string
  readonly additionalData: unknown
}

const PATIENCE_MS = 2000

/** One process per userData folder. The lock carries the path of the socket on which its holder hears of others. */
export class SingleInstanceLock {
  readonly #folder: string
  readonly #socket: string
  readonly #onSecond: (second: SecondInstance) => void
  #server: Server | undefined
  #delivery: Promise<void> = Promise.resolve()

  constructor(options: { folder: string; socket: string; onSecond: (second: SecondInstance) => void }) {
    this.#folder = options.folder
    this.#socket = options.socket
    this.#onSecond = options.onSecond
  }

  get held(): boolean {
    return this.#server !== undefined
  }

  /** True for the first process; otherwise `message` is on its way to the first. */
  request(message: SecondInstance): boolean {
    if (this.held) return true
    mkdirSync(this.#folder, { recursive: true })
    const first = takePidLock(this.#link, this.#socket)
    if (first) this.#delivery = deliver(first.heldBy, message)
    else this.#server = this.#listen()
    return this.held
  }

  release(): void {
    this.#server?.close()
    this.#server = undefined
    releasePidLock(this.#link)
  }

  get #link(): string {
    return join(this.#folder, 'SingletonLock')
  }

  /** A process that quits at once must not outrun its message. */
  async delivered(): Promise<void> {
    await this.#delivery
  }

  #listen(): Server {
    const server = createServer({ allowHalfOpen: true }, (client) => {
      let text = ''
      client.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      client.on('end', () => {
        client.end()
        this.#onSecond(JSON.parse(text) as SecondInstance)
      })
      client.on('error', () => {})
    })
    return server.listen(this.#socket).unref()
  }
}

function deliver(socket: string, message: SecondInstance): Promise<void> {
  return new Promise((resolve) => {
    const client = connect(socket, () => client.end(JSON.stringify(message)))
    client.setTimeout(PATIENCE_MS, () => client.destroy())
    client.on('error', () => {}).on('close', () => resolve())
    client.resume()
  })
}
