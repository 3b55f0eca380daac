import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { AuditLog, type AuditSettings } from '#hosts/audit/audit-log'
import { readAudit } from '#hosts/audit/read-audit'

const folder = mkdtempSync(join(tmpdir(), 'soma-audit-'))
const path = join(folder, 'audit.jsonl')
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
})

const SETTINGS: AuditSettings = {
  enabled: true,
  path,
  maxSize: 1024 * 1024,
  files: 5,
  fsync: false,
  queries: 'text',
}

const open = (settings: Partial<AuditSettings> = {}, warn = vi.fn()) => {
  const live = { ...SETTINGS, ...settings }
  const log = { info: () => {}, warn }
  const audit = new AuditLog({ settings: () => live, log, retryMs: 5 })
  return { audit, live, warn }
}

/** Something of which one line is written. */
const purge = (at: number, author = 'ann') => ({ is: 'purge', namespace: 'n', author, at, count: 1 }) as const

const written = (audit: AuditLog): Promise<void> =>
  vi.waitFor(async () => expect((await audit.state()).waiting).toBe(0), { interval: 1 })

const times = (texts: readonly string[]): number[] => texts.map((text) => JSON.parse(text).timestamp)

const readAll = async (from = path): Promise<{ readonly texts: string[]; readonly torn: number }> => {
  let torn = 0
  const texts: string[] = []
  for await (const { text } of readAudit(from, { query: {}, onTorn: () => torn++ })) texts.push(text)
  return { texts, torn }
}

describe('the file of the audit log', () => {
  it('has every line after the close, whatever waited, in order', async () => {
    const { audit } = open({ fsync: true })
    for (let at = 0; at < 1000; at++) audit.note(purge(at))
    await audit.close()
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    expect(times(lines)).toEqual(Array.from({ length: 1000 }, (_, at) => at))
  })

  it('is put aside when it is full, in the middle of writing, and so many are kept', async () => {
    const { audit } = open({ maxSize: 1024, files: 3 })
    for (let at = 0; at < 100; at++) {
      audit.note(purge(at))
      await written(audit)
    }
    await audit.close()
    expect(readdirSync(folder)).toHaveLength(4)
    const { texts } = await readAll()
    // The newest, without a gap; what went first is gone.
    expect(times(texts)).toEqual(Array.from({ length: texts.length }, (_, i) => 100 - texts.length + i))
    expect(texts.length).toBeGreaterThan(20)
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).length).toBeLessThanOrEqual(1024)
    }
  })

  it('is written by several processes at once: no line is torn or lost, also while it is put aside', async () => {
    const script = join(import.meta.dirname, '../composition/audit-child.ts')
    const authors = ['ada', 'ben', 'cy']
    const ended = authors.map(async (author) => {
      const child = spawn(process.execPath, [script, path, author, '2000', '20000'], {
        stdio: ['ignore', 'inherit', 'pipe'],
      })
      let faults = ''
      child.stderr.on('data', (text) => {
        faults += String(text)
      })
      await once(child, 'close')
      return faults
    })
    expect(await Promise.all(ended)).toEqual(['', '', ''])
    const { texts, torn } = await readAll()
    expect(torn).toBe(0)
    const lines = texts.map((text) => JSON.parse(text))
    for (const author of authors) {
      const own = lines.filter(({ user }) => user === author).map(({ timestamp }) => timestamp)
      expect(own.sort((a, b) => a - b)).toEqual(Array.from({ length: 2000 }, (_, at) => at))
    }
    // How many depends on how much was written in one go.
    expect(readdirSync(folder).length).toBeGreaterThan(1)
  }, 30_000)

  it('that cannot be written is told and tried again; nothing is lost, and nobody waits', async () => {
    const blocked = join(folder, 'blocked')
    writeFileSync(blocked, 'a file where a folder is to be')
    const target = join(blocked, 'audit.jsonl')
    const { audit, warn } = open({ path: target })
    const told = vi.fn()
    audit.onState = told
    audit.note(purge(1))
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1))
    audit.note(purge(2))
    expect(await audit.state()).toMatchObject({ waiting: 2, dropped: 0, bytes: 0, path: target })
    expect((await audit.state()).problem).toMatch(/ENOTDIR|EEXIST/)
    expect(warn).toHaveBeenCalledTimes(1)
    rmSync(blocked)
    await vi.waitFor(async () => expect((await audit.state()).problem).toBeNull())
    // Once more where an attempt was under way while the file went: it fails for another reason.
    expect(told.mock.calls.length).toBeGreaterThanOrEqual(2)
    await audit.close()
    expect(times((await readAll(target)).texts)).toEqual([1, 2])
  })

  it('on a full disk says so, and ends without waiting for room', async (ctx) => {
    if (!existsSync('/dev/full')) ctx.skip('no /dev/full here')
    const { audit, warn } = open({ path: '/dev/full' })
    audit.note(purge(1))
    await vi.waitFor(async () => expect((await audit.state()).problem).toContain('ENOSPC'))
    await audit.close()
    expect(warn).toHaveBeenLastCalledWith(
      'lines of the audit log are lost',
      expect.objectContaining({ lost: 1 }),
    )
  })

  it('that cannot be written takes no more memory than it may: the oldest lines go, and are counted', async () => {
    writeFileSync(join(folder, 'blocked'), '')
    const { audit } = open({ path: join(folder, 'blocked', 'audit.jsonl') })
    const author = 'x'.repeat(1024 * 1024)
    for (let at = 0; at < 20; at++) audit.note(purge(at, author))
    const { waiting, dropped } = await audit.state()
    expect(waiting + dropped).toBe(20)
    expect(waiting).toBe(15)
    await audit.close()
  })

  it('follows its settings: another path, and nothing while it is off', async () => {
    const { audit, live } = open()
    audit.note(purge(1))
    await vi.waitFor(async () => expect((await audit.state()).bytes).toBeGreaterThan(0))
    const other = join(folder, 'other.jsonl')
    Object.assign(live, { path: other })
    audit.note(purge(2))
    await vi.waitFor(async () => expect((await audit.state()).bytes).toBeGreaterThan(0))
    Object.assign(live, { enabled: false })
    audit.note(purge(3))
    await audit.close()
    expect(times((await readAll()).texts)).toEqual([1])
    expect(times((await readAll(other)).texts)).toEqual([2])
  })

  it('is read by action, author and time; a torn line is left out and counted', async () => {
    const entry = { namespace: 'n', seq: 1 }
    const lines = [
      { ...entry, action: 'store', user: 'ann', timestamp: 1 },
      { ...entry, action: 'recall', user: 'ann', timestamp: 2 },
      { ...entry, action: 'store', user: 'ben', timestamp: 3 },
    ].map((line) => JSON.stringify(line))
    writeFileSync(path, `${lines[0]}\n{"action":"sto\n${lines[1]}\n\n${lines[2]}\n`)
    let torn = 0
    const read = async (query: object) => {
      const found: number[] = []
      for await (const line of readAudit(path, { query, onTorn: () => torn++ })) {
        found.push(line.entry.timestamp)
      }
      return found
    }
    expect(await read({})).toEqual([1, 2, 3])
    expect(torn).toBe(1)
    expect(await read({ action: 'store' })).toEqual([1, 3])
    expect(await read({ author: 'ann', since: 2 })).toEqual([2])
  })

  it('is followed while it is written and put aside: each line once, in order', async () => {
    const { audit } = open({ maxSize: 2048, files: 100 })
    audit.note(purge(0))
    await vi.waitFor(async () => expect((await audit.state()).bytes).toBeGreaterThan(0))
    const stopping = new AbortController()
    const seen: number[] = []
    let at = 0
    const wait = async (): Promise<void> => {
      if (at === 300) return stopping.abort()
      for (let n = 0; n < 10; n++) audit.note(purge(++at))
      await written(audit)
    }
    const reading = { query: {}, onTorn: () => {} }
    for await (const { entry } of readAudit(path, reading, { wait, signal: stopping.signal })) {
      seen.push(entry.timestamp)
    }
    await audit.close()
    expect(seen).toEqual(Array.from({ length: 301 }, (_, n) => n))
    expect(readdirSync(folder).length).toBeGreaterThan(5)
  })
})
