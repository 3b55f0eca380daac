import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { whenFree } from './when-free.ts'

const failing = (code: string, times: number) => {
  const calls = { count: 0 }
  const work = (): string => {
    calls.count++
    if (calls.count <= times) throw new Database.SqliteError('database is locked', code)
    return 'done'
  }
  return { calls, work }
}

describe('MEM-13 what waits until the database is free', () => {
  it('is tried again while another process has it', () => {
    for (const code of ['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_BUSY_RECOVERY']) {
      const { calls, work } = failing(code, 3)
      expect(whenFree(work)).toBe('done')
      expect(calls.count).toBe(4)
    }
  })

  it('fails at once for any other reason, and in the end where it never becomes free', () => {
    const full = failing('SQLITE_FULL', 3)
    expect(() => whenFree(full.work)).toThrow('locked')
    expect(full.calls.count).toBe(1)
    const locked = failing('SQLITE_BUSY', 1000)
    expect(() => whenFree(locked.work)).toThrow('locked')
    expect(locked.calls.count).toBe(12)
  })
})
