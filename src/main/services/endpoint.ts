import { ServiceFault } from './service-fault.ts'

export interface Endpoint {
  /** Where requests go. */
  readonly url: string
  /** How people know it: `localhost:11434`. */
  readonly host: string
  /** What tells it from others: host and path. */
  readonly name: string
}

const isLoopback = (hostname: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)

const refuse = (message: string): never => {
  throw new ServiceFault('misconfigured', message)
}

/**
 * From what people write (`http://localhost:11434`, `https://api.openai.com/v1`, or the whole address) to the address
 * that is asked. Plain http leaves this computer only where that is allowed on purpose: it would carry memories and
 * the key for all to read.
 * @throws ServiceFault with a sentence that does not repeat the URL, which may hold a secret
 */
export const readEndpoint = (
  text: string,
  {
    allowInsecure,
    setting,
    at = `${setting}.url`,
    secrets = `${setting}.api_key`,
    path: wanted,
  }: {
    readonly allowInsecure: boolean
    /** What the address is a part of, for sentences: `embedding`. */
    readonly setting: string
    /** Where the address itself stands, where that is not `url`. */
    readonly at?: string
    /** Where what opens it belongs, where that is not `api_key`. */
    readonly secrets?: string
    /** What is asked there, for example `/embeddings`; an address without a path gets `root` before it. */
    readonly path: { readonly root: string; readonly end: string }
  },
): Endpoint => {
  const url = URL.parse(text) ?? refuse(`${at} is no URL; it looks like http://localhost:11434/v1.`)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    refuse(`${at} must begin with http:// or https://.`)
  }
  if (url.username !== '' || url.password !== '') {
    refuse(`${at} must not hold a name or password; put the key into ${secrets}.`)
  }
  if (url.search !== '' || url.hash !== '') refuse(`${at} must end with its path, without ? and #.`)
  if (url.protocol === 'http:' && !allowInsecure && !isLoopback(url.hostname)) {
    refuse(`${at} sends memories to ${url.host} in the clear; use https, or set ${setting}.allow_insecure.`)
  }
  const path = url.pathname.replace(/\/+$/, '')
  if (path === '') url.pathname = `${wanted.root}${wanted.end}`
  else url.pathname = path.endsWith(wanted.end) ? path : `${path}${wanted.end}`
  return {
    url: url.href,
    host: url.host,
    name: `${url.host}${url.pathname.slice(0, -wanted.end.length)}`,
  }
}
