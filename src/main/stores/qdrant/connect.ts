import { QdrantClient, type Schemas } from '@qdrant/js-client-rest'
import { readEndpoint } from '#services/endpoint'
import { faultOf } from './qdrant-fault.ts'

/** How Qdrant is reached. */
export interface QdrantAddress {
  readonly url: string
  readonly apiKey?: string | undefined
  /** Whether memories may leave this computer in the clear. */
  readonly allowInsecure: boolean
  /** Milliseconds that an answer may take. */
  readonly timeout: number
}

type Apis = ReturnType<QdrantClient['api']>

/** Qdrant, one call at a time: the result of each, or a ServiceFault in words. */
export interface Qdrant {
  /** As people know it: host and port. */
  readonly name: string
  /**
   * What Qdrant answers.
   * @throws ServiceFault, or NoSuchCollection where what is asked for is not there
   */
  ask<T>(
    work: (api: Apis, init: RequestInit) => Promise<{ readonly data: { readonly result?: T } }>,
  ): Promise<T>
  version(): Promise<Schemas['VersionInfo']>
}

/** Another address was not configured, and must get neither memories nor the key. */
const INIT: RequestInit = { redirect: 'error' }

/** @throws ServiceFault for an address that cannot be used */
export const connectQdrant = ({ url: text, apiKey, allowInsecure, timeout }: QdrantAddress): Qdrant => {
  const path = { root: '/', end: '/' }
  const { url, host: name } = readEndpoint(text, { allowInsecure, setting: 'qdrant', path })
  const { protocol, hostname, port, pathname } = new URL(url)
  const isSecure = protocol === 'https:'
  const prefix = pathname.replace(/\/+$/, '')
  const api = new QdrantClient({
    host: hostname,
    https: isSecure,
    port: port === '' ? (isSecure ? 443 : 6333) : Number(port),
    timeout,
    checkCompatibility: false,
    ...(prefix !== '' && { prefix }),
    // Not as `apiKey`: with it the client writes to the console where the connection is not encrypted.
    ...(apiKey !== undefined && { headers: { 'api-key': apiKey } }),
  }).api()
  const asking = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw faultOf(error, { server: `Qdrant at ${name}`, apiKey, timeout })
    }
  }
  return {
    name,
    ask: (work) =>
      asking(async () => {
        const { data } = await work(api, INIT)
        if (data.result === undefined) throw new Error('an answer without a result')
        return data.result
      }),
    version: () => asking(async () => (await api.root({}, INIT)).data),
  }
}
