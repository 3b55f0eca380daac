import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { securityHeaders } from '#hosts/http/replies'

/** Of the page alone: a page from a file could read every file, whatever its policy says, once its process is not ours any more. */
const SCHEME = 'soma-page'
const HOST = 'app'

export const PAGE_URL = `${SCHEME}://${HOST}/index.html`

/** What is used of Electron's protocol. */
interface Protocol {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges: Record<string, boolean> }[]): void
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void
}

/** Before the app is ready, or Chromium does not take it for a place with an origin of its own. */
export const registerPageScheme = (protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void =>
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
}

/** The files of the page by their address. There is no way from an address to a path: what is not in it is not there. */
const filesByAddress = (folder: string): ReadonlyMap<string, string> => {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
    .map((entry) => join(entry.parentPath, entry.name))
  return new Map(files.map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file]))
}

const refuse = (status: number): Response => new Response(null, { status, headers: { ...securityHeaders } })

/** Answers for the page's own files and nothing else. */
export const answerPages = (folder: string): ((request: Request) => Promise<Response>) => {
  const files = filesByAddress(folder)
  return async ({ method, url }) => {
    const { host, pathname } = new URL(url)
    const file = host === HOST ? files.get(pathname) : undefined
    if (file === undefined) return refuse(404)
    if (method !== 'GET') return refuse(405)
    const headers = { ...securityHeaders, 'content-type': TYPES[extname(file)] ?? 'text/plain' }
    return new Response(new Uint8Array(await readFile(file)), { headers })
  }
}

export const servePages = (protocol: Pick<Protocol, 'handle'>, folder: string): void =>
  protocol.handle(SCHEME, answerPages(folder))
