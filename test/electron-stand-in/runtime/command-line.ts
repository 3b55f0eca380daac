import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export interface CommandLine {
  /** `--name` and `--name=value` before the app, as Chromium and `app.commandLine` know them. */
  readonly switches: Map<string, string>
  /** The app as given and everything after it: what `process.argv` shows behind the executable. */
  readonly rest: readonly string[]
}

export interface AppFolder {
  /** `app.getAppPath()`: where the package.json is. */
  readonly path: string
  readonly package: { name: string; productName?: string; version?: string; main?: string; type?: string }
  readonly main: string
  readonly isModule: boolean
}

/** Everything behind it is the app's own. */
const END = '--'
const SWITCH = /^--([^=]+)(?:=([\s\S]*))?$/

/** Switches after the app's name are seen by `app.commandLine` too, and stay in `process.argv`: Electron does both. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const switches = new Map<string, string>()
  const rest: string[] = []
  const end = argv.includes(END) ? argv.indexOf(END) : argv.length
  for (const argument of argv.slice(0, end)) {
    const match = SWITCH.exec(argument)
    if (match) switches.set(match[1]!, match[2] ?? '')
    if (!match || rest.length > 0) rest.push(argument)
  }
  return { switches, rest: [...rest, ...argv.slice(end)] }
}

export function readAppFolder(target: string): AppFolder {
  const absolute = resolve(target)
  if (!existsSync(absolute)) throw new Error(`Unable to find Electron app at ${absolute}`)
  const isFile = statSync(absolute).isFile()
  const path = folderOfPackage(isFile ? dirname(absolute) : absolute)
  const packageJson = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as AppFolder['package']
  const main = isFile ? absolute : join(path, packageJson.main ?? 'index.js')
  const isModule = main.endsWith('.mjs') || (packageJson.type === 'module' && !main.endsWith('.cjs'))
  return { path, package: packageJson, main, isModule }
}

function folderOfPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('Unable to find Electron app: there is no package.json')
  return folderOfPackage(parent)
}
