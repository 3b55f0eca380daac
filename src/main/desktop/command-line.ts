import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '#hosts/start-error'

export interface DesktopArguments {
  readonly data?: string
  readonly config?: string
  readonly namespace?: string
  readonly mode?: 'local_agent' | 'on_demand' | 'enterprise'
}

const NAMES = ['data', 'config', 'config-json', 'namespace', 'mode'] as const

/**
 * Our own flags among those of Chromium and Electron, which nobody can list: what is not known is passed over.
 * @throws StartError
 */
export const readArguments = (argv: readonly string[], folder: string): DesktopArguments => {
  const { values } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(NAMES.map((name) => [name, { type: 'string' as const }])),
    strict: false,
    allowPositionals: true,
  })
  const text = (name: (typeof NAMES)[number]): string | undefined => {
    const value = values[name]
    if (value === undefined || (typeof value === 'string' && value !== '' && !value.startsWith('--')))
      return value
    throw new StartError(`--${name} needs a value, for example --${name}=${EXAMPLES[name]}.`)
  }
  const path = (name: (typeof NAMES)[number]): string | undefined => {
    const value = text(name)
    return value === undefined ? undefined : resolve(folder, value)
  }
  const mode = text('mode')
  if (mode !== undefined && mode !== 'local_agent' && mode !== 'on_demand' && mode !== 'enterprise') {
    throw new StartError(`--mode is local_agent, on_demand or enterprise, not "${mode}".`)
  }
  return definedOnly({
    data: path('data'),
    config: path('config') ?? path('config-json'),
    namespace: text('namespace'),
    mode,
  })
}

/** What stands beside flags and their values. */
export const plainArguments = (argv: readonly string[]): readonly string[] =>
  parseArgs({
    args: [...argv],
    options: Object.fromEntries(NAMES.map((name) => [name, { type: 'string' as const }])),
    strict: false,
    allowPositionals: true,
  }).positionals

const EXAMPLES = {
  data: '~/soma',
  config: 'soma.yaml',
  'config-json': 'soma.json',
  namespace: 'default',
  mode: 'on_demand',
} as const

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

const definedOnly = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>
