import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openLog } from './log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('SEC-2 writes no secret, wherever in a line it turns up', async () => {
  const log = openLog(folder)
  const secret = 'a"b\\c/hunter2+='
  log.conceal(secret)
  log.conceal('0123abcd')
  log.info(`given ${secret}`, { reason: `GET /?token=0123abcd`, deep: { list: [`x${secret}y`] } })
  log.warn('settings', { http: { token: 'never seen before' }, memory_enterprise: { encryption_key: 'k1' } })
  log.error('failed', { error: new Error(`at ${secret}`).stack, password: 'p1' })
  // The file is opened in its own time.
  await vi.waitFor(() => log.flush())
  const text = readFileSync(join(folder, 'logs', 'soma.log'), 'utf8')
  const lines = text.trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'given [secret]',
    'settings',
    'failed',
  ])
  expect(text).not.toMatch(/hunter2|0123abcd|never seen before|"k1"|"p1"/)
})

it('does without a file that cannot be written, and says so once', async () => {
  writeFileSync(join(folder, 'logs'), 'in the way')
  const told: string[] = []
  const log = openLog(folder, (line) => told.push(line))
  log.info('nobody reads this')
  await vi.waitFor(() => expect(told).toHaveLength(1))
  log.error('nor this')
  log.flush()
  expect(log.tail()).toBe('')
  expect(told).toEqual([expect.stringMatching(/^The log .*soma\.log cannot be written: /)])
})
