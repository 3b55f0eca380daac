import { join, resolve } from 'node:path'
import type { Access } from '#api/access'
import type { AccessState } from '#contract/access'
import { AppError } from '#contract/errors'
import { contract, type SomaHandlers } from '#contract/index'
import type { Log } from '#engine/ports'
import type { ResolvedConfig } from '../config.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import type { HttpHost } from './http-host.ts'
import { loadOrCreateToken, renewToken } from './token.ts'

export interface DoorOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly version: string
  readonly metrics: Metrics
  /**
   * `page`: the page comes through it, so it is open from start to end. `programs`: the same, and there is no page.
   * `switch`: as `http.enabled` says.
   */
  readonly opens: 'page' | 'programs' | 'switch'
}

interface Inside {
  readonly handlers: SomaHandlers
  readonly log: Log & { conceal(secret: string): void }
}

/** The desktop edition mostly never opens the door, and starts without all of this. */
const rooms = () => import('./http-host.ts')

/** Where programs come in over HTTP: opened and closed as the settings say, and known to the contract. */
export class HttpDoor implements Access {
  readonly #options: DoorOptions
  #config: ResolvedConfig
  #token: string | undefined
  #inside: Inside | undefined
  #host: HttpHost | undefined
  #problem: string | undefined
  #turning: Promise<void> = Promise.resolve()
  readonly #told = Promise.withResolvers<void>()

  constructor(options: DoorOptions) {
    this.#options = options
    this.#config = options.config
    // Read while the store is being opened; what is wrong with it shows where it is needed.
    if (options.opens !== 'switch') rooms().catch(() => undefined)
  }

  state(): AccessState {
    const { config, files, opens } = this.#options
    const script = resolve(files.renderer, '../../scripts/soma.mjs')
    return {
      door: this.#door(),
      isAlwaysOpen: opens !== 'switch',
      tokenFile: config.http.token === undefined ? join(config.data_dir, 'token') : null,
      command: ['node', script, '--data', config.data_dir],
    }
  }

  #door(): AccessState['door'] {
    if (this.#problem !== undefined) return { state: 'failed', reason: this.#problem }
    if (this.#host === undefined) return { state: 'closed' }
    return { state: 'open', address: new URL(this.#host.url).origin, mcp: this.#config.http.mcp }
  }

  /** Made at the first need of it. */
  token(): string {
    const { http, data_dir } = this.#options.config
    this.#token ??= http.token ?? loadOrCreateToken(data_dir)
    this.#inside?.log.conceal(this.#token)
    return this.#token
  }

  renewToken(): string {
    const { http, data_dir } = this.#options.config
    if (http.token !== undefined) {
      throw new AppError('setting/fixed', { key: 'http.token', by: 'whoever started the program' })
    }
    this.#token = renewToken(data_dir)
    this.#inside?.log.conceal(this.#token)
    this.#host?.admit(this.#token)
    return this.#token
  }

  /**
   * Opens it for good, once it is told of the settings that hold.
   * @returns the address with the token
   * @throws StartError
   */
  async openForGood(inside: Inside): Promise<string> {
    this.#inside = inside
    await this.#told.promise
    this.#host = await this.#open(inside)
    return this.#host.url
  }

  /** From now on it is opened and closed as the settings say. */
  async openAsSet(inside: Inside): Promise<void> {
    this.#inside = inside
    this.use(this.#config)
    await this.#turning
  }

  /** Takes settings up. What opens and closes does so afterwards: a caller may be standing in it. */
  use(config: ResolvedConfig): void {
    this.#config = config
    this.#told.resolve()
    if (this.#inside === undefined || this.#options.opens !== 'switch') return
    const { enabled, host, port } = config.http
    const wanted = enabled ? `${host} ${port}` : ''
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    this.#turning = this.#turning.then(() => this.#turn(enabled))
  }
  #wanted = ''

  async #turn(isOpen: boolean): Promise<void> {
    const { log } = this.#inside as Inside
    await this.#host?.close()
    this.#host = undefined
    this.#problem = undefined
    if (!isOpen) return
    try {
      this.#host = await this.#open(this.#inside as Inside)
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error)
      log.warn('programs cannot come in over HTTP', { reason: this.#problem })
    }
  }

  async #open({ handlers, log }: Inside): Promise<HttpHost> {
    const { createHttpHost } = await rooms()
    const { files, version, metrics, config: started, opens } = this.#options
    const rendererDir = opens === 'programs' ? null : files.renderer
    const { host, port } = this.#config.http
    const { namespace } = started
    return createHttpHost({
      ...{ host, port, token: this.token(), rendererDir, handlers, contract, log, version },
      metrics: { source: metrics, isOpen: started.http.open_metrics },
      // Read when the first agent comes.
      createMcpServer: async () => {
        const { createMcpServer } = await import('../mcp/mcp-server.ts')
        return createMcpServer({ handlers, version, namespace, log })
      },
      isMcpOn: () => this.#config.http.mcp,
      perMinute: () => this.#config.http.rate_limit,
      api: { handlers, version, namespace },
      origins: () => this.#config.http.origins,
    })
  }

  async close(): Promise<void> {
    this.use({ ...this.#config, http: { ...this.#config.http, enabled: false } })
    await this.#turning
    await this.#host?.close()
    this.#host = undefined
  }
}
