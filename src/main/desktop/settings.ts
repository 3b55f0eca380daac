import { loadConfig, type ResolvedConfig } from '#hosts/config'
import { readArguments } from './command-line.ts'

/**
 * Settings of the desktop edition: command line, environment, file, default.
 * @throws StartError
 */
export const readSettings = (argv: readonly string[]): ResolvedConfig => {
  const { config, data, mode, namespace } = readArguments(argv, process.cwd())
  return loadConfig({ env: process.env, file: config, explicit: { data_dir: data, mode, namespace } })
}
