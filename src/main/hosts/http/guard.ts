import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { sameSecret, sessionOf } from './token.ts'

/** Why a request is turned away: a stable code, and a sentence that says what would be right. */
interface Refusal {
  readonly status: 401 | 403
  readonly code: 'http/host-refused' | 'http/origin-refused' | 'http/token-missing' | 'http/token-wrong'
  readonly detail: string
}

export interface Guard {
  /** For every request: against DNS rebinding (Host) and other sites (Origin). */
  checkPlace(headers: IncomingHttpHeaders): Refusal | undefined
  /** For whatever is not a file of the user interface: a bearer token or the session cookie. */
  checkSession(headers: IncomingHttpHeaders): Refusal | undefined
  /** For a WebSocket, to which no same-origin policy applies. */
  checkSocket(headers: IncomingHttpHeaders): Refusal | undefined
  /** The cookie for who brings the right token, or undefined for who does not. */
  logIn(token: string, headers: IncomingHttpHeaders): string | undefined
}

const refuse = (status: 401 | 403, code: Refusal['code'], detail: string): Refusal => ({
  status,
  code,
  detail,
})

const tokenMissing = refuse(
  401,
  'http/token-missing',
  'A token is needed: open the address that "soma serve" printed, or send "Authorization: Bearer <token>".',
)
const tokenWrong = refuse(
  403,
  'http/token-wrong',
  'The token is not the one of this server. It stands in the file "token" of its data folder.',
)

interface Place {
  readonly name: string
  readonly port: string
}

/** Name and port of a Host header, or undefined for anything that is not just that. */
const readHost = (host: string | undefined): Place | undefined => {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(host ?? '')
  return match?.[1] ? { name: match[1].toLowerCase(), port: match[2] ?? '' } : undefined
}

const unbracket = (name: string): string => name.replace(/^\[(.*)\]$/, '$1')

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Which names the server answers to. A rebound name is a name, never an address: where the server is bound beyond
 * loopback any address may stand in the Host header, but of names only the one it was bound to.
 */
const hostRule = (boundTo: string) => {
  const names = new Set([...LOOPBACK, boundTo.toLowerCase(), `[${boundTo.toLowerCase()}]`])
  const isLocal = LOOPBACK.includes(boundTo) || boundTo === '::1'
  return ({ name }: Place): boolean => names.has(name) || (!isLocal && isIP(unbracket(name)) !== 0)
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/** Whether an origin is the very place that the request went to. https: may stand before us as a proxy. */
const isSameOrigin = (origin: string, { name, port }: Place): boolean => {
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  const standard = DEFAULT_PORTS[url.protocol]
  return standard !== undefined && url.hostname === name && (url.port || standard) === (port || standard)
}

const cookieName = (place: Place): string => `soma-session-${place.port || 'default'}`

const cookies = (header: string | undefined, name: string): string[] =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))

const bearer = (header: string | undefined): string | undefined => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]

export interface GuardOptions {
  readonly host: string
  /** The one that holds now: it may be renewed. */
  readonly token: () => string
  /** Pages of other places that may ask with the token, for example `http://localhost:3000`. */
  readonly origins?: (() => readonly string[]) | undefined
}

export const createGuard = ({ host, token, origins = () => [] }: GuardOptions): Guard => {
  const answersTo = hostRule(host)

  const checkPlace: Guard['checkPlace'] = (headers) => {
    const place = readHost(headers.host)
    if (!place || !answersTo(place)) {
      const detail = `This server does not answer to the name in the Host header. Use 127.0.0.1, or start it with --host and that name.`
      return refuse(403, 'http/host-refused', detail)
    }
    const { origin } = headers
    if (origin !== undefined && !isSameOrigin(origin, place) && !origins().includes(origin)) {
      return refuse(403, 'http/origin-refused', 'Requests from pages of other origins are not answered.')
    }
    return undefined
  }

  const checkSession: Guard['checkSession'] = (headers) => {
    const given = bearer(headers.authorization)
    if (given !== undefined) return sameSecret(given, token()) ? undefined : tokenWrong
    if (headers.authorization !== undefined) return tokenWrong
    const place = readHost(headers.host)
    // The cookie is for our own page; a page of another place says that it may by bringing the token.
    const isOwn = place && (headers.origin === undefined || isSameOrigin(headers.origin, place))
    const values = isOwn ? cookies(headers.cookie, cookieName(place)) : []
    if (values.some((value) => sameSecret(value, sessionOf(token())))) return undefined
    return values.length > 0 ? tokenWrong : tokenMissing
  }

  return {
    checkPlace,
    checkSession,
    checkSocket: (headers) => {
      const refusal = checkPlace(headers) ?? checkSession(headers)
      if (refusal || headers.authorization !== undefined || headers.origin !== undefined) return refusal
      // Every browser names the origin of a WebSocket: a cookie without one does not come from a page of ours.
      return refuse(403, 'http/origin-refused', 'A WebSocket with a cookie needs an Origin header.')
    },
    logIn: (given, headers) => {
      const place = readHost(headers.host)
      if (!place || !sameSecret(given, token())) return undefined
      return `${cookieName(place)}=${sessionOf(token())}; Path=/; HttpOnly; SameSite=Strict`
    },
  }
}
