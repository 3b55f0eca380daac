import { copyFileSync, rmSync } from 'node:fs'
import { type RedisSettings, withRedis } from '#stores/redis/connect'
import { clearUnfinished, Filling } from '#stores/redis/filling'
import { openDatabase } from '#stores/sqlite/open'
import { countRows, digestTables, rowBatches, type TableDigest } from '#stores/sqlite/row-batches'
import { forgetOwn } from '#stores/sqlite/row-tables'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { Statements } from '#stores/sqlite/statements'
import type { Moved, MoveStep } from './move-thread.ts'
import { openLogged } from './open-logged.ts'
import { serveThread } from './thread.ts'

type Tell = (step: MoveStep) => void

/** Answers within this many milliseconds count as many; a bar need not move more often. */
const TELL_EVERY = 100

/** One long copy of a database; it ends with its thread, and what it left is gone on with or cleared by the next. */
await serveThread(async (tell) => ({
  methods: {
    fillRedis: (asked: FillRedis) => fillRedis(asked, tell as Tell),
    fillFile: (asked: FillFile) => fillFile(asked, tell as Tell),
    clearRedis: (redis: RedisSettings, id: string | null) =>
      withRedis(redis, (client) => clearUnfinished(client, id)),
  },
  details: null,
}))

interface FillRedis {
  /** A copy of the source that nobody changes. */
  readonly snapshot: string
  readonly redis: RedisSettings
  /** Name of the move. */
  readonly id: string
  /** Where the copy of this computer is to lie. */
  readonly copy: string
}

async function fillRedis({ snapshot, redis, id, copy }: FillRedis, tell: Tell): Promise<Moved> {
  // Brings a snapshot of an older program to the present form.
  const { db } = openDatabase({ file: snapshot })
  const sql = new Statements(db)
  try {
    const total = countRows(sql)
    return await withRedis(redis, async (client) => {
      const filling = new Filling(client, id)
      const there = await filling.begin()
      const parts = await writeParts(filling, sql, { there, total, tell })
      await filling.finish(parts, db.pragma('user_version', { simple: true }) as number)
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true })
      await readBack({ redis, id, copy, total }, tell)
      const moved = compared(sql, copy)
      await filling.open()
      return moved
    })
  } finally {
    db.close()
  }
}

const writeParts = async (
  filling: Filling,
  sql: Statements,
  { there, total, tell }: { readonly there: number; readonly total: number; readonly tell: Tell },
): Promise<number> => {
  const say = seldom(tell)
  let number = 0
  let done = 0
  for (const rows of rowBatches(sql)) {
    number += 1
    done += rows.length
    if (number > there) await filling.put(number, rows)
    say({ stage: 'write', done: Math.min(done, total), total })
  }
  return number
}

/** What the target says, from nothing, by the same way as any computer that opens it. */
const readBack = async (
  { redis, id, copy, total }: Omit<FillRedis, 'snapshot'> & { readonly total: number },
  tell: Tell,
): Promise<void> => {
  const { db } = openDatabase({ file: copy })
  const say = seldom(tell)
  let done = 0
  const onRows = (rows: number): void => {
    done += rows
    say({ stage: 'check', done: Math.min(done, total), total })
  }
  const logged = await openLogged(db, sqliteStore(db), { redis, onHealth: () => {}, moving: id, onRows })
  await logged.store.close()
}

interface FillFile {
  readonly snapshot: string
  /** Where it is put until it is whole. */
  readonly part: string
}

async function fillFile({ snapshot, part }: FillFile, tell: Tell): Promise<Moved> {
  const { db } = openDatabase({ file: snapshot })
  try {
    const sql = new Statements(db)
    forgetOwn(sql)
    db.pragma('wal_checkpoint(TRUNCATE)')
    const total = countRows(sql)
    tell({ stage: 'write', done: 0, total })
    copyFileSync(snapshot, part)
    tell({ stage: 'write', done: total, total })
    const say = seldom(tell)
    let done = 0
    return compared(sql, part, (rows) => {
      done += rows
      say({ stage: 'check', done: Math.min(Math.floor(done / 2), total), total })
    })
  } finally {
    db.close()
  }
}

/** @throws where the target has not the same rows, with the same in them */
const compared = (source: Statements, file: string, onRows?: (rows: number) => void): Moved => {
  const { db } = openDatabase({ file })
  try {
    const target = new Statements(db)
    const wanted = digestTables(source, onRows)
    const found = digestTables(target, onRows)
    const wrong = differing(wanted, found)
    if (wrong !== null) throw new Error(`the target differs from the source in the table ${wrong}`)
    if (integrityOf(target) !== 'ok') throw new Error('the target is no sound database')
    const memories = source.one<{ n: number }>(
      'SELECT count(*) AS n FROM memories WHERE deleted_at IS NULL',
    )?.n
    return { tables: found, memories: memories ?? 0 }
  } finally {
    db.close()
  }
}

const integrityOf = (sql: Statements): unknown => sql.db.pragma('quick_check(1)', { simple: true })

const differing = (wanted: readonly TableDigest[], found: readonly TableDigest[]): string | null => {
  const names = new Set([...wanted, ...found].map(({ name }) => name))
  const of = (digests: readonly TableDigest[], name: string): string =>
    JSON.stringify(digests.find((one) => one.name === name))
  return [...names].find((name) => of(wanted, name) !== of(found, name)) ?? null
}

const seldom = (tell: Tell): Tell => {
  let last = 0
  return (step) => {
    const now = performance.now()
    if (step.done < step.total && now - last < TELL_EVERY) return
    last = now
    tell(step)
  }
}
