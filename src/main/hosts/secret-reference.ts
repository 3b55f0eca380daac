import { StartError } from './start-error.ts'

/** Where secrets may lie. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readFile: (path: string) => string
  /** Only where a system keychain can be reached. */
  readonly keychain?: ((name: string) => string) | undefined
}

/** Whether a text only says where a secret lies. */
export const isSecretReference = (text: unknown): boolean =>
  typeof text === 'string' && /^(env|file|keychain):./s.test(text)

/**
 * A secret of the settings: the text itself, or where it lies (`env:NAME`, `file:PATH`, `keychain:NAME`).
 * @throws StartError that names the place, never what lies there
 */
export const resolveSecret = (reference: string, sources: SecretSources): string => {
  const [, kind, place = ''] = /^(env|file|keychain):(.*)$/s.exec(reference) ?? []
  if (kind === 'env') return filled(sources.env[place], `The environment variable ${place}`)
  if (kind === 'file') return read(oneLine(filled(fileText(place, sources), `The file ${place}`), place))
  if (kind !== 'keychain') return reference
  if (sources.keychain) return sources.keychain(place)
  throw new StartError(
    `The secret keychain:${place} is out of reach: the keychain belongs to the desktop app. Use env:NAME or file:PATH here.`,
  )
}

/** How this program writes a secret that somebody typed, with spaces and all, as one word. */
const WRITTEN = 'soma:'
export const written = (secret: string): string =>
  `${WRITTEN}${Buffer.from(secret, 'utf8').toString('base64url')}`

const read = (word: string): string =>
  word.startsWith(WRITTEN) ? Buffer.from(word.slice(WRITTEN.length), 'base64url').toString('utf8') : word

/** Characters of the longest secret: a key, a password, a token. */
const LONGEST = 4096

/**
 * Who may change settings may name a file, and who is asked with the secret. A file that is more than a secret, such as
 * a list of users or somebody's private key, is not sent to anybody.
 */
const oneLine = (secret: string, place: string): string => {
  if (secret.length <= LONGEST && /^[\x21-\x7e]+$/.test(secret)) return secret
  throw new StartError(
    `The file ${place} is to hold a secret alone: one word of at most ${LONGEST} letters, digits and signs.`,
  )
}

const filled = (text: string | undefined, what: string): string => {
  const secret = text?.trim() ?? ''
  if (secret !== '') return secret
  throw new StartError(`${what} is to hold a secret, and is ${text === undefined ? 'not there' : 'empty'}.`)
}

const fileText = (path: string, { readFile }: SecretSources): string => {
  try {
    return readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'it is not there' : code === 'EACCES' ? 'you may not read it' : `${code}`
    throw new StartError(`The file ${path} is to hold a secret, and cannot be read: ${why}.`, {
      cause: error,
    })
  }
}
