import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where data sets and built indexes are kept; git does not see it, and all of it can be made anew. */
export const cacheFolder = fileURLToPath(new URL('../../../.cache/bench/', import.meta.url))
mkdirSync(cacheFolder, { recursive: true })
