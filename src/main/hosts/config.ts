import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import envPaths from 'env-paths'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { z } from 'zod'
import type { ConnectionMark } from '#contract/connections'
import type { SettingSource } from '#contract/settings'
import { type Config, type ConfigInput, ConfigSchema } from './config-schema.ts'
import { nearestName } from './settings/nearest-name.ts'
import { isTree, mergeTrees, pathsOf, type SettingTree, setPath } from './settings/setting-tree.ts'
import { StartError } from './start-error.ts'

export interface ConfigSources {
  /** From the command line: goes before everything else. */
  readonly explicit?: DeepPartial<ConfigInput>
  readonly env: Readonly<Record<string, string | undefined>>
  /** A YAML or JSON file. */
  readonly file?: string | undefined
}

type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> | undefined } : T

/** What whoever started the program said: it goes before what is chosen in the app. The last layer goes first. */
export interface Given {
  readonly layers: readonly {
    readonly source: SettingSource
    /** As it is told to people. */
    readonly name: string
    readonly tree: SettingTree
  }[]
  /** Whose place this is; that which the program was started with, if nothing is said. */
  readonly connection?: ConnectionMark
}

export type ResolvedConfig = Config & {
  readonly data_dir: string
  readonly database: string
  readonly given: Given
}

/** Environment names that are not spelled like settings, and what the scripts use. */
const OTHER_NAMES =
  /^SOMA_(API_TOKEN|API_TOKEN_FILE|AUDIT_LOG|LANGFUSE_(HOST|PUBLIC|SECRET)|NODE|SKIP_\w+|EDITION)$/

/**
 * Explicit argument, then environment, then file, then default; what is chosen in the app comes later, out of the database.
 * @throws StartError with one sentence that names the key, its source and what would be right.
 */
export const loadConfig = ({ explicit = {}, env, file }: ConfigSources): ResolvedConfig => {
  const layers: Given['layers'] = [
    {
      source: 'file',
      name: file ?? 'the configuration file',
      tree: file === undefined ? {} : readConfigFile(file),
    },
    { source: 'environment', name: 'the environment', tree: environmentTree(env) },
    { source: 'argument', name: 'the command line', tree: explicit as SettingTree },
  ]
  for (const { name, tree } of layers) refuseUnknown(tree, name)
  const config = configOver({ layers }, {})
  if (isResolved(config)) return config
  throw new StartError(sentenceOf(config, layers))
}

/** Argument, environment and file, over what was chosen in the app, over the defaults; or what is wrong with it. */
export const configOver = (given: Given, chosen: SettingTree): ResolvedConfig | z.ZodError => {
  const merged = given.layers.reduce<SettingTree>((into, { tree }) => mergeTrees(into, tree), chosen)
  const parsed = ConfigSchema.safeParse(merged)
  if (!parsed.success) return parsed.error
  const dataDir = resolve(parsed.data.data_dir ?? envPaths('soma-inspector', { suffix: '' }).data)
  // What the original calls testing has nothing to connect to.
  const data = parsed.data.redis.testing ? { ...parsed.data, mode: 'on_demand' as const } : parsed.data
  return { ...data, data_dir: dataDir, database: databaseFile(data, dataDir), given }
}

export const isResolved = (config: ResolvedConfig | z.ZodError): config is ResolvedConfig =>
  !(config instanceof z.ZodError)

const databaseFile = ({ mode, sqlite }: Config, dataDir: string): string => {
  if (mode === 'on_demand') return ':memory:'
  // The copy of what is in Redis; never a database of its own.
  if (mode === 'enterprise') return resolve(dataDir, 'redis-copy.sqlite')
  return resolve(dataDir, sqlite.path ?? 'memories.sqlite')
}

const readConfigFile = (file: string): SettingTree => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new StartError(`The configuration file ${file} cannot be read. Check the path given with --config.`)
  }
  try {
    // JSON is YAML, so one parser reads both.
    const tree: unknown = parseYaml(text) ?? {}
    if (isTree(tree)) return tree
  } catch (error) {
    throw new StartError(`${file} is neither YAML nor JSON: ${problemOf(error)}`)
  }
  throw new StartError(`${file} must hold settings as keys and values, for example "http:\\n  port: 9595".`)
}

/** Where the text goes wrong, without the text: it may be a secret (SEC-2). */
const problemOf = (error: unknown): string => {
  if (!(error instanceof YAMLParseError)) return 'an alias in it is not resolved, or it is not text.'
  const [start] = error.linePos ?? []
  const place = start === undefined ? '' : ` at line ${start.line}, column ${start.col}`
  return `${error.code.toLowerCase().replaceAll('_', ' ')}${place}.`
}

/** `SOMA_HTTP__PORT=1234` is `http.port`; `SOMA_API_TOKEN` and `SOMA_API_TOKEN_FILE` are `http.token`, `SOMA_AUDIT_LOG` is `audit.path`, `SOMA_LANGFUSE_HOST` and its like are `telemetry.langfuse_host`. */
const environmentTree = (env: ConfigSources['env']): SettingTree => {
  const tree: SettingTree = {}
  for (const [name, value] of Object.entries(env)) {
    // A variable that is set to nothing is a setting that was taken back.
    if (!name.startsWith('SOMA_') || !value || OTHER_NAMES.test(name)) continue
    const path = name.slice('SOMA_'.length).toLowerCase().split('__')
    setPath(tree, path, isText(path) ? value : scalarOf(value))
  }
  // The original program was told so to find neighbours through its tree.
  if (/^(1|true|yes|on)$/i.test(env.SFM_FRACTAL_BACKEND ?? '') && !env.SOMA_VECTOR__BACKEND)
    setPath(tree, ['vector', 'backend'], 'fractal')
  const token = env.SOMA_API_TOKEN || tokenFile(env.SOMA_API_TOKEN_FILE)
  if (token !== undefined) setPath(tree, ['http', 'token'], token)
  if (env.SOMA_AUDIT_LOG) setPath(tree, ['audit', 'path'], resolve(env.SOMA_AUDIT_LOG))
  for (const name of ['host', 'public', 'secret']) {
    const value = env[`SOMA_LANGFUSE_${name.toUpperCase()}`]
    if (value) setPath(tree, ['telemetry', `langfuse_${name}`], value)
  }
  return tree
}

const tokenFile = (file: string | undefined): string | undefined => {
  if (!file) return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new StartError(`The token file ${file} (SOMA_API_TOKEN_FILE) cannot be read.`)
  }
}

/** A folder named 2024 and a token of digits are texts as they stand. */
const isText = (path: readonly string[]): boolean => {
  let schema = unwrapped(ConfigSchema)
  for (const key of path) {
    const field = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>)[key] : undefined
    if (field === undefined) return false
    schema = unwrapped(field)
  }
  return schema instanceof z.ZodString || schema instanceof z.ZodEnum
}

/** Numbers, booleans and lists are written in the environment as in YAML. */
const scalarOf = (text: string): unknown => {
  try {
    return parseYaml(text) ?? text
  } catch {
    return text
  }
}

/** The keys of the schema, as paths: `http.port`. */
const knownPaths = (schema: z.ZodType = ConfigSchema, prefix = ''): string[] => {
  const inner = unwrapped(schema)
  if (!(inner instanceof z.ZodObject)) return [prefix]
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, field]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    const below = knownPaths(field, path)
    return below.includes(path) ? below : [path, ...below]
  })
}

const unwrapped = (schema: z.ZodType): z.ZodType => {
  let inner: unknown = schema
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault || inner instanceof z.ZodOptional) {
    inner = inner.unwrap()
  }
  return inner as z.ZodType
}

const refuseUnknown = (tree: SettingTree, source: string): void => {
  const known = knownPaths()
  for (const path of pathsOf(tree)) {
    if (known.includes(path)) continue
    throw new StartError(
      `Unknown setting "${path}" in ${source}. Did you mean "${nearestName(path, known)}"?`,
    )
  }
}

const sentenceOf = (error: z.ZodError, layers: Given['layers']): string => {
  const issue = error.issues[0]
  const path = issue?.path.join('.') ?? ''
  const source = layers.findLast(({ tree }) => pathsOf(tree).includes(path))?.name ?? 'the configuration'
  return `Setting "${path}" in ${source} is not usable: ${issue?.message ?? 'invalid'}.`
}
