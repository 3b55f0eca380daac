import type { Command } from 'commander'
import { parse as parseYaml } from 'yaml'
import { isAppError } from '#contract/errors'
import type { Setting, SettingValue } from '#contract/settings'
import type { Log } from '#engine/ports'
import type { SettingChanges } from '#engine/settings/chosen-settings'
import { settingsForReading, settingsForWriting } from '../composition/open-settings.ts'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { nearestName } from '../settings/nearest-name.ts'
import { settingRegistry } from '../settings/setting-registry.ts'
import { StartError } from '../start-error.ts'
import { confirmProduction } from './confirm-production.ts'

export interface ConfigCommandOptions {
  readonly config: ResolvedConfig
  readonly files: ProgramFiles
}

const AUTHOR = 'cli'

/** `soma config`: what settings there are, what they are, and choosing them. The app may be open. */
export const addConfigCommands = (
  program: Command,
  { files, settings }: { readonly files: ProgramFiles; readonly settings: () => ResolvedConfig },
): void => {
  const options = (): ConfigCommandOptions => ({ config: settings(), files })
  const config = program.command('config').description('settings: what they mean, what they are, and why')
  config
    .command('list', { isDefault: true })
    .description('every setting with value, source, default and range, as JSON')
    .action(() => listSettings(options()))
  config
    .command('get <key>')
    .description('one setting, as JSON')
    .action((key: string) => getSetting(options(), key))
  config
    .command('set <key> <value> [more...]')
    .description(
      'choose settings, each a key and a value; all of them are one change, which an open app takes up',
    )
    .action((key: string, value: string, more: string[]) => setSettings(options(), [key, value, ...more]))
  config
    .command('reset <keys...>')
    .description('take back what was chosen')
    .action((keys: string[]) => resetSettings(options(), keys))
}

/** @throws StartError */
const listSettings = (options: ConfigCommandOptions): Promise<void> =>
  settingsForReading({ ...options, log: warnings }, (live) => print(live.list()))

/** @throws StartError */
export const getSetting = (options: ConfigCommandOptions, key: string): Promise<void> =>
  settingsForReading({ ...options, log: warnings }, (live) => print(found(live.list(), key)))

/** @throws StartError */
export const setSettings = async (options: ConfigCommandOptions, words: readonly string[]): Promise<void> => {
  if (words.length % 2 === 1) throw new StartError(`"${words.at(-1)}" has no value. Give each key one.`)
  const keys = words.filter((_, i) => i % 2 === 0)
  return change(options, new Map(keys.map((key, i) => [key, readValue(key, words[2 * i + 1] as string)])))
}

/** @throws StartError */
const resetSettings = (options: ConfigCommandOptions, keys: readonly string[]): Promise<void> =>
  change(options, new Map(keys.map((key) => [key, undefined])))

const change = async (options: ConfigCommandOptions, changes: SettingChanges): Promise<void> => {
  await confirmProduction(options.config)
  try {
    const receipt = await settingsForWriting({ ...options, log: warnings }, (live, chosen) => {
      live.check(changes)
      return chosen.change(changes, AUTHOR)
    })
    print(receipt)
  } catch (error) {
    if (!isAppError(error)) throw error
    throw new StartError(error.message, { cause: error })
  }
}

/** Numbers, switches and lists are written as in YAML; texts and names stand as they are. */
const readValue = (key: string, text: string): SettingValue => {
  const type = settingRegistry.get(key)?.type
  if (type === 'text' || type === 'choice') return text
  try {
    return parseYaml(text) as SettingValue
  } catch {
    return text
  }
}

const found = (settings: readonly Setting[], key: string): Setting => {
  const setting = settings.find((one) => one.key === key)
  if (setting !== undefined) return setting
  const nearest = nearestName(key, [...settingRegistry.keys()])
  throw new StartError(`There is no setting "${key}". Did you mean "${nearest}"?`)
}

const print = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)

const tell = (message: string, details: object = {}): void =>
  void process.stderr.write(`soma: ${message} ${JSON.stringify(details)}\n`)

const warnings: Log = { info: () => {}, warn: tell, error: tell }
