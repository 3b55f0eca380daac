import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { ConnectionName, ConnectionPlace } from '#contract/connections'
import { StartError } from '../start-error.ts'

const Marks = { name: ConnectionName, production: z.boolean(), readOnly: z.boolean() }

const KeptConnection = z.strictObject({
  id: z.string(),
  ...Marks,
  place: ConnectionPlace,
  /** Where the password lies (`keychain:NAME`, `file:PATH`, `env:NAME`); null where there is none. */
  password: z.string().nullable(),
  /** Likewise the key of Qdrant. */
  apiKey: z.string().nullable().default(null),
  /** Likewise the password of the sentinels. */
  sentinelPassword: z.string().nullable().default(null),
})
export type KeptConnection = z.output<typeof KeptConnection>

const Kept = z.strictObject({
  version: z.literal(1),
  /** Which one was open last. */
  active: z.string(),
  home: z.strictObject(Marks),
  connections: z.array(KeptConnection),
})
export type Kept = z.output<typeof Kept>

/** The connection that the program was started with. */
export const HOME = 'home'

const NOTHING: Kept = {
  version: 1,
  active: HOME,
  home: { name: 'This computer', production: false, readOnly: false },
  connections: [],
}

/**
 * Connections, in a file of the data folder that the program was started with and not in a store: they say how stores are
 * reached. Read anew at each look, since the command line writes it too. No secret stands in it.
 */
export class ConnectionFile {
  readonly #file: string

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'connections.json')
  }

  /** @throws StartError for a file that is not what this program writes: it is left as it is */
  read(): Kept {
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NOTHING
      throw new StartError(`The connections in ${this.#file} cannot be read: ${(error as Error).message}.`)
    }
    const parsed = Kept.safeParse(parsedJson(text))
    if (parsed.success) return parsed.data
    throw new StartError(
      `The connections in ${this.#file} are not as this program writes them. Mend the file, or move it away.`,
    )
  }

  change(work: (kept: Kept) => Kept): Kept {
    const next = work(this.read())
    mkdirSync(join(this.#file, '..'), { recursive: true, mode: 0o700 })
    const part = `${this.#file}.part`
    writeFileSync(part, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
    renameSync(part, this.#file)
    return next
  }
}

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
