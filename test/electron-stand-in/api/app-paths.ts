import { homedir, tmpdir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { host } from '../runtime/host.ts'

/**
 * Where `app.getPath` points. Except for `home` and `temp`, everything hangs below a temporary folder, or below
 * `--user-data-dir`: a test must not find, or leave, anything in the real profile of whoever runs it.
 */
export class AppPaths {
  readonly #set = new Map<string, string>()

  get(name: string): string {
    const path = this.#set.get(name) ?? this.#default(name)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    this.get(name)
    this.#set.set(name, path)
  }

  #default(name: string): string | undefined {
    const { switches, tempFolder, executable } = host()
    switch (name) {
      case 'home':
        return homedir()
      case 'temp':
        return tmpdir()
      case 'userData':
        return switches.get('user-data-dir') || join(tempFolder, 'user-data')
      case 'appData':
        return dirname(this.get('userData'))
      case 'sessionData':
        return this.get('userData')
      case 'logs':
        return join(this.get('userData'), 'logs')
      case 'crashDumps':
        return join(this.get('userData'), 'Crashpad')
      case 'exe':
      case 'module':
        return executable
      case 'assets':
        return dirname(executable)
      case 'desktop':
      case 'documents':
      case 'downloads':
      case 'music':
      case 'pictures':
      case 'videos':
        return join(tempFolder, 'home', name)
      default:
        return undefined
    }
  }
}
