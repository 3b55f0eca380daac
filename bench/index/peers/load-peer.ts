import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The packages that only the bench needs are those of the package.json in this folder. */
const requirePeer = createRequire(import.meta.url)

/**
 * A peer's module; its shape is what the caller says.
 * @throws what Node throws where the package is not installed, or its compiled part does not load here
 */
export const loadPeer = <T>(name: string): T => requirePeer(name) as T

/** A file of a package that need not be code. */
export const packageFile = (name: string, file: string): string =>
  join(dirname(fileURLToPath(import.meta.url)), 'node_modules', name, file)
