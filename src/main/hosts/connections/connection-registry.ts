import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Connection, ConnectionDraft, ConnectionPlace } from '#contract/connections'
import { AppError } from '#contract/errors'
import type { ResolvedConfig } from '../config.ts'
import type { SecretSources } from '../secret-reference.ts'
import { StartError } from '../start-error.ts'
import { checkedPlace, checkSecrets, isSameAddress, refuseTakenName, type Secret } from './check-draft.ts'
import { configOf, folderOf, placeOf } from './connection-config.ts'
import { ConnectionFile, HOME, type Kept, type KeptConnection } from './connection-file.ts'
import { keptIn, PasswordBox, type Vault } from './password-box.ts'
import { UnfinishedMove } from './unfinished-move.ts'

export interface RegistryOptions {
  /** As the program was started. */
  readonly home: ResolvedConfig
  readonly vault?: Vault | undefined
  readonly keychain?: SecretSources['keychain']
  /** Whoever has a shell has more than this anyhow; a page has not. */
  readonly fromCommandLine: boolean
}

/** Connections as they are kept: looked up, added, changed and forgotten. Opens nothing. */
export class ConnectionRegistry {
  readonly home: ResolvedConfig
  readonly #file: ConnectionFile
  readonly #box: PasswordBox
  readonly #fromCommandLine: boolean

  constructor({ home, vault, fromCommandLine }: RegistryOptions) {
    this.home = home
    this.#file = new ConnectionFile(home.data_dir)
    this.#box = new PasswordBox(home.data_dir, vault)
    this.#fromCommandLine = fromCommandLine
  }

  /** Why passwords are not in a keychain, and where they are; null where they are. */
  passwordProblem(): string | null {
    return this.#box.problem()
  }

  list(): Connection[] {
    const kept = this.#file.read()
    return [this.#homeOf(kept), ...kept.connections.map((one) => this.#shown(one))]
  }

  /** The one that was open last. */
  lastActive(): string {
    const { active, connections } = this.#file.read()
    return connections.some(({ id }) => id === active) ? active : HOME
  }

  remember(active: string): void {
    this.#file.change((kept) => ({ ...kept, active }))
  }

  /** @throws AppError `connection/not-found` */
  get(id: string): Connection {
    return this.list().find((one) => one.id === id) ?? notFound(id)
  }

  /** By its name, whatever its letters' case, or its id. */
  named(name: string): Connection | null {
    const low = name.toLowerCase()
    return this.list().find((one) => one.id === name || one.name.toLowerCase() === low) ?? null
  }

  /** @throws StartError where its settings are not usable, or a move to it has not ended */
  configOf(
    id: string,
    { evenUnfinished = false }: { readonly evenUnfinished?: boolean } = {},
  ): ResolvedConfig {
    const config = configOf(this.home, this.#file.read(), id)
    if (evenUnfinished || !new UnfinishedMove(config.data_dir).exists) return config
    throw new StartError(
      `A move to "${this.get(id).name}" was begun and not ended. Go on with it, or discard what it left.`,
    )
  }

  /** Whether a draft is one that could be tried. @throws AppError `connection/invalid` */
  check(draft: ConnectionDraft): void {
    checkSecrets(draft, { fromCommandLine: this.#fromCommandLine })
    checkedPlace(draft.place, { taken: [] })
  }

  /** Settings of one that is kept only while this lasts, with the password of `id` where the draft has none of its own. */
  draftConfig(draft: ConnectionDraft, id: string | undefined): ResolvedConfig {
    checkSecrets(draft, { fromCommandLine: this.#fromCommandLine })
    const kept = this.#file.read()
    const own = kept.connections.find((one) => one.id === id)
    const place = checkedPlace(draft.place, { taken: [] })
    const secretOf = (secret: Secret): string | null =>
      draft[secret] === undefined && own !== undefined && isSameAddress(secret, own.place, place)
        ? own[secret]
        : (draft[secret] ?? null)
    const secrets = {
      password: secretOf('password'),
      apiKey: secretOf('apiKey'),
      sentinelPassword: secretOf('sentinelPassword'),
    }
    const tried = { ...marksOf(draft), id: 'draft', place, ...secrets }
    return configOf(this.home, { ...kept, connections: [tried] }, 'draft')
  }

  /** @throws AppError `connection/invalid`, `connection/name-taken` */
  add(draft: ConnectionDraft): Connection {
    const id = randomUUID()
    this.#file.change((kept) => {
      const connection = this.#checked(draft, { kept, id, before: null })
      return { ...kept, connections: [...kept.connections, connection] }
    })
    return this.get(id)
  }

  /** @throws AppError `connection/invalid`, `connection/name-taken`, `connection/not-found` */
  edit(id: string, draft: ConnectionDraft): Connection {
    this.#file.change((kept) => {
      if (id === HOME) {
        refuseTakenName(draft.name, kept, HOME)
        return { ...kept, home: marksOf(draft) }
      }
      const before = kept.connections.find((one) => one.id === id) ?? notFound(id)
      const next = this.#checked(draft, { kept, id, before })
      return { ...kept, connections: kept.connections.map((one) => (one.id === id ? next : one)) }
    })
    return this.get(id)
  }

  /** @throws AppError `connection/not-found` */
  remove(id: string): void {
    const kept = this.#file.read()
    const connection = kept.connections.find((one) => one.id === id) ?? notFound(id)
    this.#file.change((now) => ({
      ...now,
      active: now.active === id ? HOME : now.active,
      connections: now.connections.filter((one) => one.id !== id),
    }))
    this.#box.forget(id, connection.password)
    this.#box.forget(`${id}-qdrant`, connection.apiKey)
    this.#box.forget(`${id}-sentinel`, connection.sentinelPassword)
    // What is there is a copy of what is in Redis, which is not touched.
    if (connection.place.kind === 'redis')
      rmSync(folderOf(this.home, connection), { recursive: true, force: true })
  }

  #checked(
    draft: ConnectionDraft,
    {
      kept,
      id,
      before,
    }: { readonly kept: Kept; readonly id: string; readonly before: KeptConnection | null },
  ): KeptConnection {
    checkSecrets(draft, { fromCommandLine: this.#fromCommandLine })
    refuseTakenName(draft.name, kept, id)
    const others = kept.connections.filter((one) => one.id !== id)
    const folders = others.flatMap(({ place }) => (place.kind === 'folder' ? [place.folder] : []))
    const place = checkedPlace(draft.place, { taken: [resolve(this.home.data_dir), ...folders] })
    const password = this.#secretOf('password', draft, { id, place, before })
    const apiKey = this.#secretOf('apiKey', draft, { id: `${id}-qdrant`, place, before })
    const ofSentinels = { id: `${id}-sentinel`, place, before }
    const sentinelPassword = this.#secretOf('sentinelPassword', draft, ofSentinels)
    return { id, ...marksOf(draft), place, password, apiKey, sentinelPassword }
  }

  /** A secret is never sent to another place than the one it was given for. */
  #secretOf(
    field: Secret,
    { [field]: given }: ConnectionDraft,
    { id, place, before }: { id: string; place: ConnectionPlace; before: KeptConnection | null },
  ): string | null {
    const present = before?.[field] ?? null
    if (given === undefined) {
      if (present === null || before === null) return null
      if (isSameAddress(field, before.place, place)) return present
      const reason = 'The address is another one. Type its secret, or that there is none.'
      throw new AppError('connection/invalid', { field, reason })
    }
    this.#box.forget(id, present)
    if (given === null) return null
    return this.#fromCommandLine && isReference(given) ? given : this.#box.keep(id, given)
  }

  #homeOf(kept: Kept): Connection {
    const { production, readOnly, name } = kept.home
    const { redis, qdrant } = this.home
    const ofRedis = (secret: string | undefined) =>
      this.home.mode === 'enterprise' && secret !== undefined ? 'elsewhere' : 'none'
    return {
      ...{ id: HOME, name, production, readOnly, isHome: true },
      place: placeOf(this.home),
      password: ofRedis(redis.password),
      sentinelPassword: ofRedis(redis.sentinel_password),
      apiKey: qdrant.api_key === undefined ? 'none' : 'elsewhere',
      unfinishedMove: false,
    }
  }

  #shown(connection: KeptConnection): Connection {
    const { password, apiKey, sentinelPassword, ...shown } = connection
    return {
      ...shown,
      isHome: false,
      password: keptIn(password),
      apiKey: keptIn(apiKey),
      sentinelPassword: keptIn(sentinelPassword),
      unfinishedMove: new UnfinishedMove(folderOf(this.home, connection)).exists,
    }
  }
}

const isReference = (text: string): boolean => /^(env|file|keychain):./s.test(text)

const marksOf = ({ name, production, readOnly }: Kept['home']): Kept['home'] => ({
  name,
  production,
  readOnly,
})

const notFound = (id: string): never => {
  throw new AppError('connection/not-found', { id })
}
