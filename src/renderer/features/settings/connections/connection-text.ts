import type { Connection, ConnectionPlace, PartTest } from '#contract/connections'
import { formatDuration } from '../../../ui/format-duration.ts'
import { wordsOf } from '../../../words/words.ts'

const t = wordsOf('connections')

const KINDS = { single: 'redis', sentinel: 'redisBySentinels', cluster: 'redisCluster' } as const

/** What kind of place it is. */
export const kindText = (place: ConnectionPlace): string => {
  if (place.kind === 'memory') return t('inMemoryOnly')
  return place.kind === 'folder' ? t('folder') : t(KINDS[place.redis.kind])
}

/** Where it is, as it would be typed. */
export const placeText = (place: ConnectionPlace): string => {
  if (place.kind === 'memory') return t('goneWhenTheProgramEnds')
  const vectors = place.qdrant === null ? [] : [t('vectorsInUrl', { url: place.qdrant.url })]
  if (place.kind === 'folder') return [place.folder, ...vectors].join(' · ')
  const { nodes, db, tls, kind, masterName } = place.redis
  const parts = [
    nodes.join(', '),
    ...(kind === 'sentinel' ? [masterName] : []),
    ...(db === 0 ? [] : [t('databaseDb', { db: String(db) })]),
    ...(tls ? [t('encrypted')] : []),
    ...vectors,
  ]
  return parts.join(' · ')
}

const PASSWORDS = {
  keychain: 'passwordInTheKeychain',
  file: 'passwordInAFileNot',
  elsewhere: 'passwordWhereTheSettingsSay',
} as const

export const passwordText = ({ password }: Connection): string | null =>
  password === 'none' ? null : t(PASSWORDS[password])

/** What a test found that is good, in a line. */
export const foundText = ({ version, latency, writable, memories }: PartTest): string =>
  [
    ...(version === null ? [] : [t('versionVersion', { version })]),
    ...(latency === null ? [] : [formatDuration(latency)]),
    ...(writable === null ? [] : [writable ? t('canBeWrittenTo') : t('takesNoWrites')]),
    ...(memories === null ? [] : [t('countMemories', { count: memories })]),
  ].join(' · ')
