import { readFileSync } from 'node:fs'
import { readEndpoint } from '#services/endpoint'
import type { ResolvedConfig } from '../config.ts'
import { resolveSecret, type SecretSources } from '../secret-reference.ts'

export interface TraceSettings {
  readonly serviceName: string
  readonly sampleRatio: number
  /** Calls of stores too that belong to nothing. */
  readonly allCalls: boolean
  readonly withQueries: boolean
  readonly withPayloads: boolean
  readonly timeoutMs: number
  readonly targets: readonly TargetSettings[]
}

interface Named {
  readonly kind: 'collector' | 'langfuse'
  /** As people know it: its host and port. */
  readonly name: string
}

/** Where traces go; or what keeps them from going there. */
export type TargetSettings = Named &
  (
    | { readonly problem: string }
    | {
        readonly problem: null
        readonly url: string
        readonly headers: Readonly<Record<string, string>>
        /** Where its address and what it wants to be told are set, for sentences. */
        readonly at: string
        readonly secrets: string
      }
  )

export interface SecretPlace {
  readonly secrets: Pick<SecretSources, 'env' | 'keychain'>
  /** Called with each secret, so that no log shows it. */
  readonly conceal: (secret: string) => void
}

export const traceSettings = (config: ResolvedConfig, place: SecretPlace): TraceSettings => {
  const { telemetry, memory_enterprise } = config
  // Nobody expects what is sealed in one file to be sent away in the clear (SEC-2).
  const isSealed = memory_enterprise.encryption_key !== undefined
  return {
    serviceName: telemetry.service_name,
    sampleRatio: telemetry.sample_ratio,
    allCalls: telemetry.all_calls,
    withQueries: telemetry.include_queries && !isSealed,
    withPayloads: telemetry.include_payloads && !isSealed,
    timeoutMs: telemetry.timeout_seconds * 1000,
    targets: [...collectorOf(telemetry, place), ...langfuseOf(telemetry, place)],
  }
}

type Telemetry = ResolvedConfig['telemetry']

const collectorOf = (
  { endpoint, headers, allow_insecure }: Telemetry,
  place: SecretPlace,
): TargetSettings[] => {
  if (endpoint === undefined) return []
  const at = { at: 'telemetry.endpoint', secrets: 'telemetry.headers' }
  return [
    target('collector', endpoint, () => {
      const own = { ...at, setting: 'telemetry', allowInsecure: allow_insecure }
      const { url } = readEndpoint(endpoint, { ...own, path: { root: '', end: '/v1/traces' } })
      return { ...at, url, headers: headers === undefined ? {} : readHeaders(secretAt(headers, place)) }
    }),
  ]
}

const langfuseOf = (
  { langfuse_host: host, langfuse_public, langfuse_secret, allow_insecure }: Telemetry,
  place: SecretPlace,
): TargetSettings[] => {
  if (langfuse_public === undefined && langfuse_secret === undefined) return []
  const at = {
    at: 'telemetry.langfuse_host',
    secrets: 'telemetry.langfuse_public and telemetry.langfuse_secret',
  }
  return [
    target('langfuse', host, () => {
      if (langfuse_public === undefined) throw new Error('telemetry.langfuse_public is not set.')
      if (langfuse_secret === undefined) throw new Error('telemetry.langfuse_secret is not set.')
      const own = { ...at, setting: 'telemetry', allowInsecure: allow_insecure }
      const { url } = readEndpoint(host, { ...own, path: { root: '', end: '/api/public/otel/v1/traces' } })
      const pair = `${secretAt(langfuse_public, place)}:${secretAt(langfuse_secret, place)}`
      const authorization = `Basic ${Buffer.from(pair).toString('base64')}`
      place.conceal(authorization)
      // It takes spans up as they come only from who speaks the fourth version.
      return { ...at, url, headers: { authorization, 'x-langfuse-ingestion-version': '4' } }
    }),
  ]
}

type Usable = Extract<TargetSettings, { readonly problem: null }>

const target = (
  kind: Named['kind'],
  address: string,
  read: () => Omit<Usable, 'kind' | 'name' | 'problem'>,
): TargetSettings => {
  const url = URL.parse(address)
  const name = url === null || url.host === '' ? kind : url.host
  try {
    return { kind, name, problem: null, ...read() }
  } catch (error) {
    return { kind, name, problem: (error as Error).message }
  }
}

const secretAt = (reference: string, { secrets, conceal }: SecretPlace): string => {
  const secret = resolveSecret(reference, { ...secrets, readFile: (path) => readFileSync(path, 'utf8') })
  conceal(secret)
  return secret
}

/** `name=value,name=value`, percent-encoded as OpenTelemetry's own setting of that kind is. */
const readHeaders = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(',')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const at = part.indexOf('=')
        const [name, value] = [part.slice(0, at).trim().toLowerCase(), decoded(part.slice(at + 1).trim())]
        if (at > 0 && /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\x20-\x7e]*$/.test(value))
          return [name, value]
        // What is wrong with them is not quoted: it may be the key.
        throw new Error('telemetry.headers is to be name=value, with commas between.')
      }),
  )

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
