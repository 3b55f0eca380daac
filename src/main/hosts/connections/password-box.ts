import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { written } from '../secret-reference.ts'

/** What can be put into a keychain of the system. */
export interface Vault {
  /** Why nothing can be; null where it can. */
  problem(): string | null
  keep(name: string, secret: string): void
  forget(name: string): void
}

const NO_KEYCHAIN =
  'The browser edition and the command line reach no keychain. Passwords are kept in a file that only your user may read, and not encrypted.'

/**
 * Where passwords of connections are kept: in the keychain of the system, or in a file for this user alone where there is
 * none, which is said. Either way what is told of them is only where they lie.
 */
export class PasswordBox {
  readonly #folder: string
  readonly #vault: Vault | undefined

  constructor(dataDir: string, vault?: Vault) {
    this.#folder = join(dataDir, 'connections')
    this.#vault = vault
  }

  /** Why there is no keychain, and what is done instead; null where there is one. */
  problem(): string | null {
    if (this.#vault === undefined) return NO_KEYCHAIN
    const problem = this.#vault.problem()
    return (
      problem && `${problem} Passwords are kept in a file that only your user may read, and not encrypted.`
    )
  }

  /** @returns where it lies, as settings say it */
  keep(id: string, secret: string): string {
    if (this.#vault !== undefined && this.problem() === null) {
      this.#vault.keep(nameOf(id), secret)
      return `keychain:${nameOf(id)}`
    }
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const file = this.#fileOf(id)
    writeFileSync(`${file}.part`, written(secret), { mode: 0o600 })
    renameSync(`${file}.part`, file)
    return `file:${file}`
  }

  forget(id: string, reference: string | null): void {
    if (reference === `keychain:${nameOf(id)}`) this.#vault?.forget(nameOf(id))
    if (reference === `file:${this.#fileOf(id)}`) rmSync(this.#fileOf(id), { force: true })
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id}.password`)
  }
}

const nameOf = (id: string): string => `connection-${id}`

/** Of a reference, only what may be told. */
export const keptIn = (reference: string | null): 'none' | 'keychain' | 'file' | 'elsewhere' => {
  if (reference === null) return 'none'
  if (reference.startsWith('keychain:connection-')) return 'keychain'
  return /^file:.*[\\/]connections[\\/][^\\/]+\.password$/s.test(reference) ? 'file' : 'elsewhere'
}
