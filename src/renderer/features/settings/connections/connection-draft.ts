import type { Connection, ConnectionDraft, RedisPlace } from '#contract/connections'
import { wordsOf } from '../../../words/words.ts'

const t = wordsOf('connections')

export type PlaceKind = 'folder' | RedisPlace['kind']

/** What is typed in the form. */
export interface ConnectionForm {
  readonly name: string
  readonly kind: PlaceKind
  readonly folder: string
  /** host:port, several with commas or lines between them. */
  readonly nodes: string
  readonly masterName: string
  readonly db: string
  readonly tls: boolean
  /** Certificates as PEM; empty where those of the system do. */
  readonly ca: string
  readonly username: string
  /** Null leaves the one that is kept as it is. */
  readonly password: string | null
  readonly sentinelTls: boolean
  readonly sentinelUsername: string
  /** As the password. */
  readonly sentinelPassword: string | null
  /** Empty where vectors lie here alone. */
  readonly qdrantUrl: string
  readonly qdrantPrefix: string
  /** As the password. */
  readonly apiKey: string | null
  readonly production: boolean
  readonly readOnly: boolean
}

export type FormField =
  | 'name'
  | 'folder'
  | 'nodes'
  | 'masterName'
  | 'db'
  | 'ca'
  | 'username'
  | 'password'
  | 'sentinelUsername'
  | 'sentinelPassword'
  | 'qdrantUrl'
  | 'qdrantPrefix'
  | 'apiKey'
  | 'readOnly'

const EMPTY: ConnectionForm = {
  name: '',
  kind: 'folder',
  folder: '',
  nodes: '',
  masterName: 'mymaster',
  db: '0',
  tls: false,
  ca: '',
  username: '',
  password: '',
  sentinelTls: false,
  sentinelUsername: '',
  sentinelPassword: '',
  qdrantUrl: '',
  qdrantPrefix: '',
  apiKey: '',
  production: false,
  readOnly: false,
}

/** A form for a new connection, one that is kept, or another one like it. */
export const formOf = (connection: Connection | null, isCopy = false): ConnectionForm => {
  if (connection === null) return EMPTY
  const { name, place, production, readOnly, password, apiKey, sentinelPassword } = connection
  const marks = { name: isCopy ? t('nameCopy', { name }) : name, production, readOnly }
  const secretOf = (kept: Connection['password']): string | null => (kept === 'none' || isCopy ? '' : null)
  const qdrant = place.kind === 'memory' ? null : place.qdrant
  const kept = {
    password: secretOf(password),
    apiKey: secretOf(apiKey),
    sentinelPassword: secretOf(sentinelPassword),
    qdrantUrl: qdrant?.url ?? '',
    qdrantPrefix: qdrant?.prefix ?? '',
  }
  if (place.kind !== 'redis')
    return { ...EMPTY, ...marks, ...kept, folder: place.kind === 'folder' ? place.folder : '' }
  const { nodes, db, ...redis } = place.redis
  return { ...EMPTY, ...marks, ...kept, ...redis, nodes: nodes.join(', '), db: String(db) }
}

const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} ._-]{0,58}[\p{L}\p{N}])?$/u
/** Where Redis or those who know it prove who they are. */
export const isEncrypted = ({ kind, tls, sentinelTls }: ConnectionForm): boolean =>
  kind !== 'folder' && (tls || (kind === 'sentinel' && sentinelTls))

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/
const NODE = /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/

const nodesOf = ({ nodes }: ConnectionForm): string[] =>
  nodes
    .split(/[\s,]+/)
    .map((node) => node.trim())
    .filter((node) => node !== '')

/** What is wrong with one field, or null; what is empty is wrong too. */
export const problemOf = (field: FormField, form: ConnectionForm): string | null => {
  const isRedis = form.kind !== 'folder'
  switch (field) {
    case 'name':
      return NAME.test(form.name.trim()) ? null : t('upTo60Letters')
    case 'folder':
      return isRedis || form.folder.trim() !== '' ? null : t('writeTheWholePath')
    case 'nodes':
      return isRedis ? nodesProblem(form) : null
    case 'masterName':
      return form.kind !== 'sentinel' || form.masterName.trim() !== '' ? null : t('thisIsNeeded')
    case 'db':
      if (form.kind === 'folder' || form.kind === 'cluster') return null
      return /^\d{1,6}$/.test(form.db.trim()) ? null : t('aWholeNumberTheFirst')
    case 'ca':
      return !isEncrypted(form) || form.ca.trim() === '' || CERTIFICATE.test(form.ca)
        ? null
        : t('pasteItAsPem')
    case 'qdrantUrl': {
      const isUsable = form.qdrantUrl.trim() === '' || URL_OF_QDRANT.test(form.qdrantUrl.trim())
      return isUsable ? null : t('writeHttpHostPort')
    }
    case 'qdrantPrefix':
      return /^[A-Za-z0-9._-]{0,64}$/.test(form.qdrantPrefix) ? null : t('upTo64Letters')
    default:
      return null
  }
}

const URL_OF_QDRANT = /^https?:\/\/[^/@\s]+\/?$/

const nodesProblem = (form: ConnectionForm): string | null => {
  const nodes = nodesOf(form)
  if (nodes.length === 0) return t('writeHostPort')
  const wrong = nodes.find((node) => !NODE.test(node))
  if (wrong !== undefined) return t('wrongIsNotHostPort', { wrong })
  return form.kind === 'single' && nodes.length > 1 ? t('nameOneServer') : null
}

const FIELDS = ['name', 'folder', 'nodes', 'masterName', 'db', 'ca', 'qdrantUrl', 'qdrantPrefix'] as const

export const isComplete = (form: ConnectionForm): boolean =>
  FIELDS.every((field) => problemOf(field, form) === null)

/** As the engine is asked; complete forms only. */
export const draftOf = (form: ConnectionForm): ConnectionDraft => {
  const { kind, name, folder, masterName, db, tls, username, password, production, readOnly } = form
  const marks = { name: name.trim(), production, readOnly }
  const url = form.qdrantUrl.trim()
  const qdrant = url === '' ? null : { url, prefix: form.qdrantPrefix }
  const key = form.apiKey !== null && { apiKey: form.apiKey === '' ? null : form.apiKey }
  // One without sentinels has no password of theirs, nor a folder one of Redis.
  const sentinelPassword = kind === 'sentinel' ? form.sentinelPassword : ''
  const ofSentinels = sentinelPassword !== null && { sentinelPassword: sentinelPassword || null }
  if (kind === 'folder') {
    const place = { kind: 'folder', folder: folder.trim(), qdrant } as const
    return { ...marks, ...key, ...ofSentinels, password: null, place }
  }
  const redis = {
    ...{ kind, nodes: nodesOf(form), tls, ca: isEncrypted(form) ? form.ca.trim() : '' },
    masterName: masterName.trim() || 'mymaster',
    db: kind === 'cluster' ? 0 : Number(db),
    username: username.trim(),
    sentinelTls: kind === 'sentinel' && form.sentinelTls,
    sentinelUsername: kind === 'sentinel' ? form.sentinelUsername.trim() : '',
  }
  return {
    ...marks,
    ...key,
    ...ofSentinels,
    place: { kind: 'redis', redis, qdrant },
    ...(password !== null && { password: password === '' ? null : password }),
  }
}
