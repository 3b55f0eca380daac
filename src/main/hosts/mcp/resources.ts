import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/sdk/server/mcp.js'
import { AppError } from '#contract/errors'
import { NamespaceName } from '#contract/memory'
import type { ToolCall } from './tool.ts'
import { memoryUri, readCoordinate, wholeMemory } from './views.ts'

/** A list of all would be of use to nobody. */
const LISTED = 50
const MIME = 'application/json'

/** Each memory by its address, `soma://memory/<namespace>/<coordinate>`; the latest are listed. */
export const addResources = (server: McpServer, callFor: (signal: AbortSignal) => ToolCall): void => {
  const list = async ({ signal }: { readonly signal: AbortSignal }) => {
    const { handlers, namespace, context } = callFor(signal)
    const rows = await handlers.memories.recent({ namespace, limit: LISTED }, context)
    const resources = rows.map(({ coordinate, title }) => ({
      uri: memoryUri(namespace, coordinate),
      name: title === '' ? `(${coordinate.join(', ')})` : title,
      mimeType: MIME,
    }))
    return { resources }
  }
  server.registerResource(
    'memory',
    // A plain variable would end at the first comma of a coordinate.
    new ResourceTemplate('soma://memory/{namespace}/{+coordinate}', { list }),
    { title: 'Memory', description: 'One memory with its payload, as JSON', mimeType: MIME },
    async (uri, variables, { signal }) => {
      const { handlers, context } = callFor(signal)
      const memory = await handlers.memories.get(placeOf(variables), context)
      return {
        contents: [{ uri: uri.href, mimeType: MIME, text: JSON.stringify(wholeMemory(memory), null, 2) }],
      }
    },
  )
}

const placeOf = (variables: Readonly<Record<string, string | string[]>>) => {
  const namespace = NamespaceName.safeParse(decodeURIComponent(String(variables.namespace))).data
  const coordinate = readCoordinate(decodeURIComponent(String(variables.coordinate)))
  if (namespace !== undefined && coordinate !== undefined) return { namespace, coordinate }
  const message = 'the address of a memory is soma://memory/<namespace>/<numbers, parted by commas>'
  throw new AppError('request/invalid', { issues: [{ path: '', message }] })
}
