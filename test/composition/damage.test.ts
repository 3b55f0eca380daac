import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnyProcedure } from '#contract/define'
import { contract } from '#contract/index'
import type { Composition } from '#hosts/composition/compose'
import {
  during,
  from,
  ONE_SENTENCE,
  PATIENT,
  refusal,
  removeFolder,
  SAMPLE,
  SAMPLE_SIZE,
  start,
  statusOf,
  temporaryFolder,
} from './start.ts'

const template = temporaryFolder()
let dataDir: string
let file: string
/** A sound database with a backup, made once and copied for each test. */
beforeAll(async () => {
  await during(start(template), ({ handlers }) => handlers.app.backup({}, from()))
  // A reader that was slow to leave keeps the last changes in the log beside the file, which is not copied.
  const db = new Database(join(template, 'memories.sqlite'))
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
})
afterAll(() => removeFolder(template))
beforeEach(() => {
  dataDir = temporaryFolder()
  file = join(dataDir, 'memories.sqlite')
  copyFileSync(join(template, 'memories.sqlite'), file)
})
afterEach(() => removeFolder(dataDir))

const withBackup = (): void => {
  const folder = join(dataDir, 'backups')
  mkdirSync(folder)
  for (const name of readdirSync(join(template, 'backups'))) {
    copyFileSync(join(template, 'backups', name), join(folder, name))
  }
}

/** Fills a part of the file, by pages of 8 KiB. */
const fill = (byte: number, firstPage: number, pages: number): Buffer => {
  const bytes = readFileSync(file)
  bytes.fill(byte, firstPage * 8192, (firstPage + pages) * 8192)
  writeFileSync(file, bytes)
  return bytes
}

const edit = (sql: string): Buffer => {
  const db = new Database(file)
  db.exec(sql)
  db.close()
  return readFileSync(file)
}

const untouched = (before: Buffer): void => expect(readFileSync(file).equals(before)).toBe(true)

const readOnly = (composition: Composition) =>
  vi.waitFor(async () => {
    const { store } = await statusOf(composition)
    if (store.state !== 'read-only') throw new Error(`the store is ${store.state}`)
    return store
  }, PATIENT)

describe('STO-2 a damaged file is opened read-only and left byte for byte as it was', () => {
  it('where its header is garbage', async () => {
    const before = fill(0x2a, 0, 1)
    await during(start(dataDir), async (composition) => {
      const { reason, damaged, backup } = await readOnly(composition)
      expect([damaged, backup]).toEqual([true, null])
      expect(reason).toMatch(ONE_SENTENCE)
    })
    untouched(before)
  })

  it('where it was cut off', async () => {
    truncateSync(file, Math.floor(readFileSync(file).length / 2 / 8192) * 8192 + 100)
    const before = readFileSync(file)
    await during(start(dataDir), async (composition) => {
      expect((await readOnly(composition)).reason).toMatch(ONE_SENTENCE)
    })
    untouched(before)
  })

  it('where pages in its middle are zeroed, which the check after the start finds', async () => {
    const pages = Math.floor(readFileSync(file).length / 8192)
    const before = fill(0, Math.floor(pages / 2), 20)
    await during(start(dataDir), async (composition) => {
      expect((await readOnly(composition)).reason).toMatch(ONE_SENTENCE)
    })
    untouched(before)
  })
})

describe('STO-2 a file that is not ours to open is refused in one sentence and left as it is', () => {
  it('of a newer program', async () => {
    const before = edit('PRAGMA user_version = 99')
    const sentence = await refusal(start(dataDir))
    expect(sentence).toMatch(/newer .*Update the app/)
    expect(sentence).not.toContain('\n')
    untouched(before)
  })

  it('of another program', async () => {
    rmSync(file)
    const before = edit('CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES (1)')
    const sentence = await refusal(start(dataDir))
    expect(sentence).toMatch(ONE_SENTENCE)
    expect(sentence).toContain('another program')
    untouched(before)
    expect(readdirSync(dataDir).filter((name) => name.startsWith('memories.sqlite-'))).toEqual([])
  })

  it('a folder in its place', async () => {
    rmSync(file)
    mkdirSync(file)
    const sentence = await refusal(start(dataDir))
    expect(sentence).toMatch(ONE_SENTENCE)
    expect(sentence).toContain(file)
    expect(readdirSync(file)).toEqual([])
  })
})

/** What a call came to; a stream begins when it is read. */
const settled = async (call: unknown): Promise<unknown> => {
  const isStream = typeof call === 'object' && call !== null && Symbol.asyncIterator in call
  const begun = isStream ? (call as AsyncIterable<unknown>)[Symbol.asyncIterator]().next() : call
  return Promise.resolve(begun).catch((error: unknown) => error)
}

describe('STO-2 while the store is read-only', () => {
  it('every procedure that writes is refused with store/read-only', async () => {
    const before = fill(0x2a, 0, 1)
    await during(start(dataDir), async (composition) => {
      await readOnly(composition)
      const writes = Object.entries(contract).flatMap(([group, procedures]) =>
        Object.entries(procedures as Record<string, AnyProcedure>)
          .filter(([, { effect }]) => effect === 'write')
          .map(([name]) => [group, name] as const),
      )
      expect(writes.length).toBeGreaterThan(9)
      type Untyped = Record<string, Record<string, (...args: unknown[]) => unknown>>
      const handlers = composition.handlers as unknown as Untyped
      for (const [group, name] of writes) {
        const outcome = await settled(handlers[group]?.[name]?.({}, from()))
        expect([group, name, (outcome as { code?: string }).code]).toEqual([group, name, 'store/read-only'])
      }
    })
    untouched(before)
  })

  it('a restore without a backup says store/no-backup, and nothing changes', async () => {
    const before = fill(0x2a, 0, 1)
    await during(start(dataDir), async (composition) => {
      const restoring = composition.handlers.app.restoreBackup({}, from())
      await expect(restoring).rejects.toMatchObject({ code: 'store/no-backup' })
      expect((await readOnly(composition)).damaged).toBe(true)
    })
    untouched(before)
  })

  it('a restore brings the backup back, keeps the damaged file, and the handlers go on', async () => {
    withBackup()
    const before = fill(0x2a, 0, 1)
    await during(start(dataDir), async (composition) => {
      const { handlers } = composition
      await vi.waitFor(async () => {
        expect((await readOnly(composition)).backup?.memories).toBe(SAMPLE_SIZE)
      }, PATIENT)
      const { keptAs, memories } = await handlers.app.restoreBackup({}, from())
      expect(memories).toBe(SAMPLE_SIZE)
      expect(readFileSync(join(dataDir, keptAs)).equals(before)).toBe(true)
      expect((await statusOf(composition)).store.state).toBe('ready')
      expect(await handlers.memories.stats({ namespace: SAMPLE }, from())).toMatchObject({
        total: SAMPLE_SIZE,
      })
      await handlers.namespaces.create({ name: 'afterwards' }, from())
      const { hits } = await handlers.recall.search({ namespace: SAMPLE, query: 'cookie', k: 5 }, from())
      expect(hits).toHaveLength(5)
    })
    await during(start(dataDir), async ({ handlers }) => {
      const names = (await handlers.namespaces.list({}, from())).map(({ name }) => name)
      expect(names).toContain('afterwards')
    })
  })

  it('a backup that is damaged itself does not keep the program from starting or saying so', async () => {
    mkdirSync(join(dataDir, 'backups'))
    writeFileSync(join(dataDir, 'backups', 'memories-20260101-000000-000.sqlite'), 'x'.repeat(9000))
    const before = fill(0x2a, 0, 1)
    await during(start(dataDir), async (composition) => {
      expect((await readOnly(composition)).damaged).toBe(true)
      await expect(composition.handlers.app.restoreBackup({}, from())).rejects.toBeInstanceOf(Error)
      expect((await readOnly(composition)).damaged).toBe(true)
    })
    untouched(before)
  })
})
