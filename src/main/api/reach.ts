import type { ConnectionPlace } from '#contract/connections'
import type { CallContext } from '#contract/define'
import type { EmbedderSettings } from '#contract/embedders'
import type { Reach, ReachUse } from '#contract/reach'

/** Who knows what a person has allowed, and asks where the page has no say. */
export interface ReachGuard {
  /**
   * Resolves once all that is asked is known from `present` or has been allowed.
   * @throws AppError `reach/unconfirmed`, `reach/refused`
   */
  allow(
    asked: readonly Reach[],
    present: readonly Reach[],
    context: Pick<CallContext, 'client'>,
  ): Promise<void>
  /** @throws AppError `reach/code-wrong` */
  confirm(id: string, code: string): void
}

/** Settings that name a place, of those that can be changed or tried from a page. */
export const REACHING_SETTINGS: Readonly<Record<string, ReachUse>> = {
  'memory_enterprise.consolidation.url': 'adviser',
  'memory_enterprise.predictions.url': 'adviser',
  'telemetry.endpoint': 'traces',
  'telemetry.langfuse_host': 'traces',
  'telemetry.headers': 'secret',
  'telemetry.langfuse_secret': 'secret',
  'http.origins': 'origin',
  'redis.url': 'redis',
  'redis.host': 'redis',
  'redis.cluster': 'redis',
  'redis.sentinels': 'redis',
  'redis.tls_ca': 'certificate',
  'qdrant.url': 'qdrant',
}

/** Of an address only the server: a path on it is no other place. Whatever is no address stands as it is. */
const serverOf = (address: string): string => {
  const url = URL.canParse(address) ? new URL(address) : null
  return url === null || url.host === '' ? address : `${url.protocol}//${url.host}`
}

const HOSTS: ReadonlySet<ReachUse> = new Set(['embedder', 'adviser', 'traces', 'redis', 'qdrant', 'origin'])

const placeOf = (use: ReachUse, text: string): Reach => ({
  use,
  name: HOSTS.has(use) ? serverOf(text) : text,
})

/** What a setting names: its texts, wherever they stand in its value. */
export const placesOfSetting = (key: string, value: unknown): Reach[] => {
  const use = Object.hasOwn(REACHING_SETTINGS, key) ? REACHING_SETTINGS[key] : undefined
  if (use === undefined) return []
  const texts = Array.isArray(value) ? value : [value]
  return texts.filter((text) => typeof text === 'string').map((text) => placeOf(use, text))
}

export const placesOfConnection = (place: ConnectionPlace): Reach[] => {
  if (place.kind === 'memory') return []
  const vectors = place.qdrant === null ? [] : [placeOf('qdrant', place.qdrant.url)]
  if (place.kind === 'folder') return [placeOf('folder', place.folder), ...vectors]
  return [...place.redis.nodes.map((node): Reach => ({ use: 'redis', name: node.toLowerCase() })), ...vectors]
}

export const placesOfEmbedder = ({ url, path }: Pick<EmbedderSettings, 'url' | 'path'>): Reach[] => [
  ...(url === undefined ? [] : [placeOf('embedder', url)]),
  ...(path === undefined ? [] : [placeOf('model', path)]),
]

/** A port alone is another server on the host that is set. */
export const placesOfTrial = (
  kind: 'redis' | 'qdrant',
  settings: Readonly<Record<string, unknown>>,
  presentHost: unknown,
): Reach[] => {
  const { host = presentHost, port, ...others } = settings
  const named = Object.entries(others).flatMap(([key, value]) => placesOfSetting(`${kind}.${key}`, value))
  if (kind === 'qdrant' || (settings.host === undefined && port === undefined)) return named
  return [...named, { use: 'redis', name: port === undefined ? String(host) : `${host}:${port}` }]
}

export const isSameReach = (a: Reach, b: Reach): boolean => a.use === b.use && a.name === b.name
