import { AppError } from '#contract/errors'
import type { Setting, SettingValue } from '#contract/settings'
import type { Log, MemoryStore } from '#engine/ports'
import { readChosen, type SettingChanges } from '#engine/settings/chosen-settings'
import { configOver, type Given, isResolved, type ResolvedConfig } from '../config.ts'
import { isSecretReference } from '../secret-reference.ts'
import { nearestName } from './nearest-name.ts'
import { isReferable } from './setting-effects.ts'
import { type SettingDefinition, settingRegistry } from './setting-registry.ts'
import { type SettingTree, setPath, valueAt } from './setting-tree.ts'

type Chosen = ReadonlyMap<string, SettingValue>
type Follower = (config: ResolvedConfig) => Promise<void> | void

/**
 * The settings that hold now: what was chosen in the app beneath what arguments, environment and file say. Whoever works
 * with one asks for it when it is used, or follows.
 */
export class LiveSettings {
  readonly #given: Given
  readonly #log: Log
  readonly #started: ResolvedConfig
  readonly #followers = new Set<Follower>()
  #chosen: Chosen
  #config: ResolvedConfig

  private constructor(given: Given, log: Log, chosen: Chosen) {
    this.#given = given
    this.#log = log
    this.#chosen = chosen
    this.#config = this.#resolve(chosen)
    this.#started = this.#config
  }

  /** @param config without what was chosen */
  static async open(
    store: Pick<MemoryStore, 'artefacts'>,
    { given }: Pick<ResolvedConfig, 'given'>,
    log: Log,
  ): Promise<LiveSettings> {
    // A damaged file may have none that can be read; the app starts all the same, to offer the backup.
    const chosen = await readChosen(store).catch((error: unknown) => {
      log.warn('chosen settings cannot be read', { reason: String(error) })
      return new Map<string, SettingValue>()
    })
    return new LiveSettings(given, log, chosen)
  }

  get config(): ResolvedConfig {
    return this.#config
  }

  /** Called after each change, and waited for. */
  follow(follower: Follower): void {
    this.#followers.add(follower)
  }

  /** Takes up what is chosen by now, by whomever. Resolves when all that follow work with it. */
  async reload(store: Pick<MemoryStore, 'artefacts'>): Promise<void> {
    const chosen = await readChosen(store)
    if (JSON.stringify([...chosen].sort()) === JSON.stringify([...this.#chosen].sort())) return
    this.#chosen = chosen
    this.#config = this.#resolve(chosen)
    for (const follower of this.#followers) {
      try {
        await follower(this.#config)
      } catch (error) {
        // The choice is kept whatever became of it here; after a restart it holds in any case.
        this.#log.error('a changed setting was not taken up', { reason: String(error) })
      }
    }
  }

  list(): Setting[] {
    return [...settingRegistry.values()].map((definition) => this.#shown(definition))
  }

  /** @throws AppError `setting/unknown`, `setting/fixed`, `setting/elsewhere`, `setting/invalid` */
  check(changes: SettingChanges): void {
    for (const [key, value] of changes) this.#checkKey(key, value)
    const next = new Map(this.#chosen)
    for (const [key, value] of changes) {
      if (value === undefined) next.delete(key)
      else next.set(key, value)
    }
    const asked = configOver(this.#given, this.#treeOf(next))
    if (isResolved(asked)) return
    const issue = asked.issues.find(({ path }) => changes.has(keyIn(path))) ?? asked.issues[0]
    const key = issue === undefined ? '' : keyIn(issue.path)
    // Where an earlier choice is amiss, which is ignored, what is asked now is not to blame.
    if (!changes.has(key) && this.#isAmissAlready(key)) return
    const allowed = settingRegistry.get(key)?.allowed ?? 'of use together with the others'
    throw new AppError('setting/invalid', { key, reason: issue?.message ?? 'it is not usable', allowed })
  }

  /** What fixes a setting, so that the app cannot change it; null where nothing does. */
  fixedBy(key: string): string | null {
    return this.#layerOf(key)?.name ?? null
  }

  #checkKey(key: string, value: SettingValue | undefined): void {
    const definition = settingRegistry.get(key)
    if (definition === undefined) {
      throw new AppError('setting/unknown', { key, nearest: nearestName(key, [...settingRegistry.keys()]) })
    }
    const fixed = this.#layerOf(key)
    if (fixed !== undefined) throw new AppError('setting/fixed', { key, by: fixed.name })
    if (definition.effect === 'elsewhere') throw new AppError('setting/elsewhere', { key })
    // What is chosen is kept in the database, which is copied and sent around (SEC-2).
    if (isReferable(key) && value !== undefined && !isSecretReference(value)) {
      const allowed = 'where it lies: env:NAME, file:PATH or keychain:NAME'
      throw new AppError('setting/invalid', { key, reason: 'a secret is not kept in the database', allowed })
    }
  }

  #isAmissAlready(key: string): boolean {
    const present = configOver(this.#given, this.#treeOf(this.#chosen))
    return !isResolved(present) && present.issues.some(({ path }) => keyIn(path) === key)
  }

  #shown({ isSecret, ...definition }: SettingDefinition): Setting {
    const { key, effect } = definition
    const fixed = this.#layerOf(key)
    const value = valueAt(this.#config, key) ?? null
    const isChosen = this.#chosen.has(key) && effect !== 'elsewhere'
    const isHidden = isReferable(key) ? value !== null && !isSecretReference(value) : isSecret
    return {
      ...definition,
      value: isHidden ? null : withoutLogin(value as SettingValue),
      source: fixed?.source ?? (isChosen ? 'app' : 'default'),
      fixedBy: fixed?.name ?? null,
      isPending: effect === 'restart' && !isSame(value, valueAt(this.#started, key) ?? null),
      secret: isHidden ? (value === null ? 'unset' : 'set') : null,
    }
  }

  /** The layer that fixes a setting: the last one of those that name it. */
  #layerOf(key: string): Given['layers'][number] | undefined {
    return this.#given.layers.findLast(({ tree }) => valueAt(tree, key) !== undefined)
  }

  /** Only what the app may choose: what another program chose of the rest says nothing here. */
  #treeOf(chosen: Chosen): SettingTree {
    const tree: SettingTree = {}
    for (const [key, value] of chosen) {
      const definition = settingRegistry.get(key)
      if (definition !== undefined && definition.effect !== 'elsewhere') setPath(tree, key.split('.'), value)
    }
    return tree
  }

  /** What does not fit is ignored and stays kept: another version of the program may know what it means. */
  #resolve(chosen: Chosen): ResolvedConfig {
    const left = new Map(chosen)
    for (;;) {
      const config = configOver(this.#given, this.#treeOf(left))
      if (isResolved(config)) return config
      const wrong = config.issues.map(({ path }) => keyIn(path)).filter((key) => left.has(key))
      // What is missing beside a choice cannot be told from the choice itself: then none of its group counts.
      const group = (config.issues[0]?.path ?? []).slice(0, -1).join('.')
      const dropped = wrong.length > 0 ? wrong : [...left.keys()].filter((key) => key.startsWith(`${group}.`))
      for (const key of dropped.length > 0 ? dropped : [...left.keys()]) left.delete(key)
      this.#log.warn('chosen settings are not usable and are ignored', { keys: dropped })
    }
  }
}

/** An issue may lie within the value of a setting: in an item of a list. */
const keyIn = (path: readonly PropertyKey[]): string => {
  const names = path.map(String)
  const lengths = names.map((_, i) => names.length - i)
  const known = lengths
    .map((length) => names.slice(0, length).join('.'))
    .find((key) => settingRegistry.has(key))
  return known ?? names.join('.')
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** An address may carry a password. */
const withoutLogin = (value: SettingValue): SettingValue =>
  typeof value === 'string' ? value.replace(/^(\w+:\/\/)[^/@]*@/, '$1') : value
