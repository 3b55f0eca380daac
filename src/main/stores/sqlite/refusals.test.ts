import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ForeignDatabase, NewerDatabase } from './migrate.ts'
import { DamagedDatabase, openDatabase } from './open.ts'

describe('a database file that is not ours to write', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'soma-open-'))
    file = join(folder, 'memories.sqlite')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  /** Opening fails in the way that is named, and every byte stays. */
  const isRefused = (kind: new (...args: never[]) => Error, sentence: RegExp): void => {
    const before = readFileSync(file)
    expect(() => openDatabase({ file })).toThrow(kind)
    expect(() => openDatabase({ file })).toThrow(sentence)
    expect(readFileSync(file).equals(before)).toBe(true)
  }

  it('STO-2 is refused where a newer program wrote it', () => {
    const { db } = openDatabase({ file })
    db.pragma('user_version = 999')
    db.close()
    isRefused(NewerDatabase, /newer Soma Inspector \(format 999.*Update the app/)
  })

  it('STO-2 is refused where another program wrote it', () => {
    const db = new Database(file)
    db.exec('CREATE TABLE recipes (name TEXT)')
    db.close()
    isRefused(ForeignDatabase, /another program/)
  })

  it('STO-2 is refused where its first bytes are not those of a database', () => {
    writeFileSync(file, 'This was a database once. '.repeat(400))
    isRefused(DamagedDatabase, /not a database/)
  })

  it('STO-2 is refused where its tables are garbage', () => {
    openDatabase({ file }).db.close()
    const bytes = readFileSync(file)
    bytes.fill(0xff, 100, 8192)
    writeFileSync(file, bytes)
    isRefused(DamagedDatabase, /malformed/)
  })

  it('STO-2 opens an empty file as a new database, in WAL mode', () => {
    writeFileSync(file, '')
    const { db, created } = openDatabase({ file })
    expect(created).toBe(true)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(db.pragma('synchronous', { simple: true })).toBe(1)
    db.close()
    const again = openDatabase({ file, synchronous: 'FULL' })
    expect(again.created).toBe(false)
    expect(again.db.pragma('synchronous', { simple: true })).toBe(2)
    again.db.close()
  })
})
