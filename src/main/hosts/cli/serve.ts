import { contract } from '#contract/index'
import { compose } from '../composition/compose.ts'
import type { ResolvedConfig } from '../config.ts'
import { createHttpHost } from '../http/http-host.ts'
import { loadOrCreateToken } from '../http/token.ts'
import { createMcpServer } from '../mcp/mcp-server.ts'
import { Metrics } from '../metrics/metrics.ts'
import type { ProgramFiles } from '../program-files.ts'
import { openInBrowser } from './open-in-browser.ts'
import { saySentence } from './print.ts'

/** A call that does not end must not keep the program from ending; what is committed is safe. */
const CLOSE_MS = 5000

/** Runs the browser edition until it is told to stop. */
export const serve = async (options: {
  config: ResolvedConfig
  files: ProgramFiles
  version: string
  open: boolean
}): Promise<void> => {
  const { config, files, version } = options
  const metrics = new Metrics({ process: true })
  const composition = await compose({ config, files, version, edition: 'browser', metrics })
  const token = config.http.token ?? (await loadOrCreateToken(config.data_dir))
  const { host, port, rate_limit, origins } = config.http
  const { handlers, log } = composition
  log.conceal(token)
  const server = await createHttpHost({
    host,
    port,
    token,
    rendererDir: files.renderer,
    handlers,
    contract,
    log,
    version,
    metrics: { source: metrics, isOpen: config.http.open_metrics },
    createMcpServer: () => createMcpServer({ handlers, version, namespace: config.namespace, log }),
    api: { handlers, version, namespace: config.namespace, perMinute: () => rate_limit },
    origins: () => origins,
  }).catch(async (error: unknown) => {
    await composition.close()
    throw error
  })
  // A fault in one call must not take the others down with it: what is committed is safe, and the log has the fault.
  process.on('unhandledRejection', (reason) => {
    log.error('a promise was rejected and nobody looked', {
      reason: String((reason as Error)?.stack ?? reason),
    })
  })
  composition.announce(new URL(server.url).origin)
  saySentence(`Soma Inspector is at ${server.url}`, { url: server.url })
  if (options.open) openInBrowser(server.url)
  await stopped()
  setTimeout(() => process.exit(1), CLOSE_MS).unref()
  await server.close()
  await composition.close()
}

/** Resolves at the first Ctrl-C or request to end; a second one ends at once. */
const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
