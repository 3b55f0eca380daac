import type { StoresState } from '#api/stores'
import { AppError } from '#contract/errors'
import type { StoreTrial } from '#contract/stores'
import type { ConnectionTrial } from '#stores/connection-trial'
import type { Config } from '../config-schema.ts'
import { QdrantSchema } from '../qdrant-schema.ts'
import { RedisSchema } from '../redis-schema.ts'
import { isSecretReference } from '../secret-reference.ts'
import { StartError } from '../start-error.ts'
import { qdrantAddress } from './qdrant-settings.ts'
import { redisSettings } from './redis-settings.ts'
import type { Keychain } from './sealing.ts'

type Kind = StoreTrial['kind']
type Given = Readonly<Record<string, unknown>>

/** Where the secrets of a group stand, and what says whom they are for. */
const GROUPS = {
  redis: {
    secrets: ['password', 'sentinel_password'],
    place: ['url', 'host', 'port', 'cluster', 'sentinels', 'tls', 'sentinel_tls'],
  },
  qdrant: { secrets: ['api_key'], place: ['url'] },
} as const

const SCHEMAS = { redis: RedisSchema, qdrant: QdrantSchema }

const elapsed = (): number => performance.now()

/**
 * Tries connections for whoever sets them up, and makes room in the store elsewhere.
 * @param present the settings that hold now
 */
export const storeDoors = (
  present: () => Config,
  second?: Pick<StoresState, 'beside' | 'foreign' | 'again'>,
  keychain?: Keychain,
): StoresState => ({
  beside: async (namespace) => (await second?.beside(namespace)) ?? null,
  again: async () => (await second?.again()) ?? false,
  foreign: (namespace, signal) => second?.foreign(namespace, signal) ?? null,
  test: async (kind, given) => {
    refuseReference(kind, given, present())
    const config = configWith(kind, given, present())
    return { kind, ...(await tryStore(kind, config, keychain)) }
  },
})

/**
 * Asks the store that settings name, once. Never rejects.
 * @param config whose references to secrets may be followed
 */
const tryStore = async (
  kind: Kind,
  config: Pick<Config, 'redis' | 'qdrant'>,
  keychain?: Keychain,
): Promise<Omit<StoreTrial, 'kind'>> => {
  // Their clients are read here: mostly there is no such store, and the start does not wait for them.
  const { notes, ...trial } = await (kind === 'redis'
    ? tryConfigured(
        () => redisSettings({ ...config, mode: 'enterprise' }, keychain),
        (await import('#stores/redis/try-redis')).tryRedis,
      )
    : tryConfigured(
        () => qdrantAddress(config, keychain),
        (await import('#stores/qdrant/try-qdrant')).tryQdrant,
      ))
  return { ...trial, notes: [...notes] }
}

const tryConfigured = async <T>(
  settings: () => T | null,
  trying: (settings: T, elapsed: () => number) => Promise<ConnectionTrial>,
): Promise<ConnectionTrial> => {
  const failed = (problem: string): ConnectionTrial => ({
    ...{ name: '', version: null, milliseconds: null, isWritable: null, notes: [] },
    problem,
  })
  try {
    const found = settings()
    return found === null ? failed('Nothing says where it is.') : await trying(found, elapsed)
  } catch (error) {
    // A secret that is out of reach, told with its place and never with what lies there.
    if (error instanceof StartError) return failed(error.message)
    throw error
  }
}

/**
 * Whoever asks may not choose a file or a variable whose contents are then sent to a host of his choice: he writes the
 * secret itself, or takes what is set.
 */
const refuseReference = (kind: Kind, given: Given, present: Config): void => {
  const { secrets, place } = GROUPS[kind]
  const group: Given = present[kind]
  const isElsewhere = place.some((key) => key in given && !isSame(given[key], group[key]))
  for (const secret of secrets) refuseSecret(secret, { given, group, isElsewhere })
}

const refuseSecret = (
  secret: string,
  {
    given,
    group,
    isElsewhere,
  }: { readonly given: Given; readonly group: Given; readonly isElsewhere: boolean },
): void => {
  const asked = given[secret]
  if (isSecretReference(asked) && asked !== group[secret]) {
    throw invalid(
      `settings.${secret}`,
      'write the secret itself to try it; a reference belongs in the settings',
    )
  }
  const isTaken = asked === undefined || isSecretReference(asked)
  if (isElsewhere && isTaken && group[secret] !== undefined) {
    throw invalid(
      `settings.${secret}`,
      'the secret that is set is not sent to another place; write the one to try',
    )
  }
}

/** Null takes back what is set. */
const configWith = (kind: Kind, given: Given, present: Config): Pick<Config, 'redis' | 'qdrant'> => {
  const asked = Object.entries({ ...present[kind], ...given }).filter(([, value]) => value !== null)
  const parsed = SCHEMAS[kind].safeParse(Object.fromEntries(asked))
  if (parsed.success) return { redis: present.redis, qdrant: present.qdrant, [kind]: parsed.data }
  const [issue] = parsed.error.issues
  throw invalid(`settings.${(issue?.path ?? []).join('.')}`, issue?.message ?? 'not usable')
}

const invalid = (path: string, message: string): AppError =>
  new AppError('request/invalid', { issues: [{ path, message }] })

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
