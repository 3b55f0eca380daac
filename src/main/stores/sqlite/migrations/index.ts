import type { Migration } from '../migrate.ts'
import { migration as memories } from './0001-memories.ts'

/** In order; each is applied once and never edited after it was shipped. */
export const migrations: readonly Migration[] = [memories]
