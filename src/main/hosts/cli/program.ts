import { resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { EmbedderSettings } from '#contract/embedders'
import packageJson from '../../../../package.json' with { type: 'json' }
import { loadConfig, type ResolvedConfig } from '../config.ts'
import { HOME } from '../connections/connection-file.ts'
import type { ProgramFiles } from '../program-files.ts'
import { addActivityCommand } from './activity.ts'
import { addAuditCommand } from './audit.ts'
import { addBackupCommand } from './backup.ts'
import { addBenchCommand } from './bench.ts'
import { addConfigCommands } from './config.ts'
import { confirmWith } from './confirm-production.ts'
import { addConnectionCommands, found, registryOf } from './connections.ts'
import { addConsolidateCommand } from './consolidate.ts'
import { addDecayCommand } from './decay.ts'
import { addDoctorCommand } from './doctor.ts'
import { download } from './download-model.ts'
import { addDuplicatesCommand } from './duplicates.ts'
import { evaluate } from './evaluate.ts'
import { addFileCommands } from './files.ts'
import { addGateCommands } from './gate.ts'
import { addHistoryCommand } from './history.ts'
import { addImportRedisCommand } from './import-redis.ts'
import { addKeyCommands } from './key.ts'
import { addLifeCommands } from './life.ts'
import { addLinkCommands } from './links.ts'
import { addMemoryCommands } from './memories.ts'
import { addMoveCommand } from './move.ts'
import { addNamespaceCommands } from './namespaces.ts'
import { printAs } from './print.ts'
import { addQualityCommands } from './quality.ts'
import { addRecallCommand } from './recall.ts'
import { reembed } from './reembed.ts'
import { serve } from './serve.ts'
import { stats } from './stats.ts'
import { addStoreBulk } from './store-bulk.ts'
import { addTuneCommands } from './tune.ts'
import { addUndoCommands } from './undo.ts'

interface GlobalFlags {
  readonly mode?: 'local_agent' | 'on_demand' | 'enterprise'
  readonly namespace?: string
  readonly config?: string
  readonly configJson?: string
  readonly data?: string
  readonly connection?: string
  readonly confirmProduction?: string
  readonly debug?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
}

const BELOW_THE_BAR = 4

const portNumber = (text: string): number => {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65535) return port
  throw new InvalidArgumentError('a port is a whole number from 0 to 65535')
}

/** As many results as one recall gives at most. */
const depth = (text: string): number => {
  const k = Number(text)
  if (/^\d+$/.test(text) && k >= 1 && k <= 200) return k
  throw new InvalidArgumentError('a depth is a whole number from 1 to 200')
}

const share = (text: string): number => {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('a recall is a number from 0 to 1')
}

const wholeNumber = (text: string): number => {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('a dimension is a whole number from 1 to 99999')
}

export interface Soma {
  readonly files: ProgramFiles
  readonly env: Readonly<Record<string, string | undefined>>
}

interface Parts {
  readonly files: ProgramFiles
  readonly settings: (
    http?: { port?: number; host?: string },
    keys?: { encryption_old_key?: string },
  ) => ResolvedConfig
  /** Likewise, whatever connection is named: for what has connections itself. */
  readonly home: Parts['settings']
  /** Which is named. */
  readonly connection: () => string | undefined
}

/** `soma` with all its commands. */
export const createProgram = ({ files, env }: Soma): Command => {
  const program = withGlobals(new Command('soma'))
  const home: Parts['home'] = (...args) => settingsOf({ program, env }, ...args)
  const connection = (): string | undefined => program.opts<GlobalFlags>().connection
  const settings: Parts['settings'] = (...args) => onConnection(home(...args), connection())
  const parts: Parts = { files, settings, home, connection }
  addServers(program, parts)
  addModelCommands(program, parts)
  addOthers(program, parts)
  return program
}

const withGlobals = (program: Command): Command =>
  program
    .description('The memory workbench for people who build AI agents.')
    .option(
      '--mode <mode>',
      'local_agent (memories in a file), on_demand (in memory) or enterprise (in Redis)',
    )
    .option('--namespace <name>', 'namespace to use')
    .option('--config <file>', 'settings as YAML or JSON')
    .option('--config-json <file>', 'the same as --config')
    .option('--data <folder>', 'data folder')
    .option('--connection <name>', 'work with this connection of the data folder; see "soma connections"')
    .option('--confirm-production <name>', 'change a connection that is marked production, by its name')
    .option('--json', 'print JSON, also where a sentence would do, and errors too')
    .option('--quiet', 'no progress on the error stream')
    .option('--debug', 'show stack traces')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) })
    .hook('preAction', (_, action) => {
      const { json = false, quiet = false, confirmProduction } = action.optsWithGlobals<GlobalFlags>()
      printAs({ json, quiet })
      confirmWith(confirmProduction)
      for (const [name, value] of Object.entries({ json, quiet })) {
        const isTold = action.options.some((option) => option.attributeName() === name)
        if (isTold) action.setOptionValue(name, value)
      }
    })

/** @throws StartError where there is no connection of that name */
const onConnection = (home: ResolvedConfig, name: string | undefined): ResolvedConfig => {
  const registry = registryOf(home)
  // Its marks hold too where nobody names it.
  if (name === undefined) return registry.configOf(HOME)
  return registry.configOf(found(registry, name).id)
}

const settingsOf = (
  { program, env }: Pick<Soma, 'env'> & { readonly program: Command },
  http: { port?: number; host?: string } = {},
  keys: { encryption_old_key?: string } = {},
): ResolvedConfig => {
  const flags = program.opts<GlobalFlags>()
  return loadConfig({
    env,
    file: flags.config ?? flags.configJson,
    explicit: {
      mode: flags.mode,
      namespace: flags.namespace,
      data_dir: flags.data && resolve(flags.data),
      http,
      memory_enterprise: keys,
    },
  })
}

const addServers = (program: Command, { files, settings, home, connection }: Parts): void => {
  program
    .command('serve')
    .description('open the app in a browser')
    .option('--port <number>', 'port to listen on; 0 lets the system choose', portNumber)
    .option('--host <address>', 'address to listen on')
    .option('--open', 'open the browser')
    .option('--no-open', 'only print the address')
    .option('--no-ui', 'only answer programs: the HTTP API and agents, without the page')
    .action((flags: { port?: number; host?: string; open?: boolean; ui: boolean }) => {
      const { open = false, ui, ...http } = flags
      // The app can open others too, so it has those of the data folder and begins with this one.
      const config = home(http)
      const name = connection()
      const begins = name === undefined ? undefined : found(registryOf(config), name).id
      return serve({ config, connection: begins, files, version: packageJson.version, open, ui })
    })

  program
    .command('mcp')
    .description('the memories for an agent: an MCP server on standard input and output')
    .action(async () => {
      const { mcp } = await import('./mcp.ts')
      await mcp({ config: settings(), files, version: packageJson.version })
    })

  program
    .command('stats')
    .description('counts of a namespace, as JSON')
    .action(() => stats({ config: settings(), files }))
}

const addModelCommands = (program: Command, { files, settings }: Parts): void => {
  program
    .command('download-model <name>')
    .description('download a sentence model from the Hugging Face Hub, for the provider transformers')
    .option('--exact', 'numbers of 32 bits: four times as large, a little better')
    .action((name: string, { exact = false }: { exact?: boolean }) =>
      download({ config: settings(), name, precision: exact ? 'fp32' : 'q8' }),
    )

  program
    .command('eval')
    .description('run a golden set; ends with 4 where recall is below --min-recall')
    .requiredOption('--set <name>', 'golden set to run')
    .option('--k <number>', 'results a query', depth, 10)
    .option('--min-recall <share>', 'mean recall at k that is asked for, 0 to 1', share, 0.95)
    .option('--json', 'print the whole report as JSON')
    .action(async (flags: { set: string; k: number; minRecall: number; json?: boolean }) => {
      const isReached = await evaluate({ ...flags, config: settings(), files })
      if (!isReached) process.exitCode = BELOW_THE_BAR
    })
  program
    .command('reembed')
    .description('make all vectors anew with another embedder, or go on with that; the app must not be open')
    .option('--provider <name>', 'kind of embedder; without it, what is under way goes on')
    .option('--model <name>', 'its model')
    .option('--url <address>', 'address of its server')
    .option('--path <folder>', 'folder of its files')
    .option('--api-key <place>', 'where its key lies: env:NAME or file:PATH')
    .option('--dimension <number>', 'length of a vector', wholeNumber)
    .action(({ provider, apiKey, ...flags }: Partial<EmbedderSettings> & { apiKey?: string }) =>
      reembed({
        config: settings(),
        files,
        version: packageJson.version,
        settings:
          provider === undefined
            ? null
            : { provider, ...flags, ...(apiKey !== undefined && { api_key: apiKey }) },
      }),
    )
}

const addOthers = (program: Command, { files, settings, home }: Parts): void => {
  addConnectionCommands(program, { files, home: () => home() })
  addMoveCommand(program, { files, home: () => home(), settings: () => settings() })
  addImportRedisCommand(program, { files, home: () => home(), settings: () => settings() })
  addGateCommands(program, { files, settings: () => settings() })
  addTuneCommands(program, { files, settings: () => settings() })
  addQualityCommands(program, { files, settings: () => settings() })
  addDuplicatesCommand(program, { files, settings: () => settings() })
  const memories = { files, settings: () => settings() }
  addMemoryCommands(program, memories)
  addRecallCommand(program, memories)
  addStoreBulk(program, memories)
  addNamespaceCommands(program, memories)
  addUndoCommands(program, memories)
  addHistoryCommand(program, memories)
  addAuditCommand(program, memories)
  addActivityCommand(program, memories)
  addBackupCommand(program, memories)
  addDoctorCommand(program, memories)
  addBenchCommand(program, memories)
  addLinkCommands(program, memories)
  addFileCommands(program, memories)
  addLifeCommands(program, { files, settings: () => settings() })
  addConfigCommands(program, { files, settings: () => settings() })
  addDecayCommand(program, { files, settings: () => settings() })
  addConsolidateCommand(program, { files, settings: () => settings() })
  addKeyCommands(program, { files, settings: (keys) => settings({}, keys) })
}
