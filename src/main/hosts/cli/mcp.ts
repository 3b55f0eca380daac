import { once } from 'node:events'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { openBeside } from '../composition/open-beside.ts'
import type { ResolvedConfig } from '../config.ts'
import { openLog } from '../log.ts'
import { createMcpServer } from '../mcp/mcp-server.ts'
import type { ProgramFiles } from '../program-files.ts'

interface McpOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
  readonly version: string
}

/** What does not end must not keep the client waiting; what is committed is safe. */
const CLOSE_MS = 5000

/**
 * Serves one agent over standard input and output until its end is closed. Standard output belongs to the protocol:
 * nothing else is ever written there.
 */
export const mcp = async ({ config, files, version }: McpOptions): Promise<void> => {
  const log = openLog(config.data_dir)
  const beside = await openBeside({ config, files, version, log, vectors: true, kind: 'mcp' })
  const { handlers } = beside
  const server = createMcpServer({ handlers, version, namespace: config.namespace, log })
  const ended = clientGone()
  await server.connect(new StdioServerTransport())
  log.info('serving an agent over standard input and output')
  await ended
  setTimeout(() => process.exit(1), CLOSE_MS).unref()
  await server.close()
  await beside.close()
  log.flush()
}

/** Resolves when the client closes its end, or asks for the end. */
const clientGone = (): Promise<unknown> =>
  Promise.race([
    once(process.stdin, 'end'),
    once(process.stdin, 'close'),
    once(process, 'SIGINT'),
    once(process, 'SIGTERM'),
  ])
