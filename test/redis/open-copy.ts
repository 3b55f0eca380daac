import { setTimeout as delay } from 'node:timers/promises'
import type { FileDiagnosis } from '#engine/doctor/doctor-ports'
import type { MemoryStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import type { RedisSettings } from '#stores/redis/connect'
import { openDatabase } from '#stores/sqlite/open'
import { rowTables } from '#stores/sqlite/row-tables'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { Statements } from '#stores/sqlite/statements'
import { openLogged } from '#workers/open-logged'
import { promising } from '../promising.ts'

export const redisAt = (ports: readonly number[], more: Partial<RedisSettings> = {}): RedisSettings => ({
  kind: 'single',
  nodes: ports.map((port) => ({ host: '127.0.0.1', port })),
  masterName: 'mymaster',
  db: 0,
  tls: false,
  timeout: 5000,
  ...more,
})

export interface Copy {
  readonly db: ReturnType<typeof openDatabase>['db']
  readonly store: MemoryStore & SealedStorage
  readonly created: boolean
  diagnose(): Promise<FileDiagnosis>
  /** What is wrong with Redis, as it was told; null where nothing is. */
  lost(): string | null
}

/** A computer of its own with a copy in this thread. */
export const openCopy = async (redis: RedisSettings, file = ':memory:'): Promise<Copy> => {
  let lost: string | null = null
  const { db } = openDatabase({ file })
  const onHealth = (now: string | null): void => {
    lost = now
  }
  try {
    const { store, created } = await openLogged(db, sqliteStore(db), { redis, onHealth })
    const diagnose = async () => store.diagnose()
    return { db, store: promising(store), created, diagnose, lost: () => lost }
  } catch (error) {
    db.close()
    throw error
  }
}

/** Every row of every table that is no index of others, in the order of its number. */
export const rowsOf = ({ db }: Copy): Record<string, unknown[]> => {
  const tables = rowTables(new Statements(db)).map(({ name, key }) => {
    const order = key.length === 0 ? 'rowid' : key.map((column) => `"${column}"`).join(', ')
    return [name, db.prepare(`SELECT * FROM "${name}" ORDER BY ${order}`).all()] as const
  })
  const sequences = db.prepare('SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name').all()
  const filled = tables.filter(([, rows]) => rows.length > 0)
  return { ...Object.fromEntries(filled.toSorted(([a], [b]) => (a < b ? -1 : 1))), sequences }
}

/** Takes over what others wrote until now. */
export const upToDate = async (copy: Copy, other: Copy): Promise<void> => {
  const last = await other.store.seq()
  while ((await copy.store.seq()) < last) await delay(20)
}
