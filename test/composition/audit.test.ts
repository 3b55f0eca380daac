import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { auditSettings } from '#hosts/composition/open-audit'
import { loadConfig } from '#hosts/config'
import { runCommand } from './cli-run.ts'
import { during, from, loaded, removeFolder, start, statusOf, temporaryFolder } from './start.ts'

const dataDir = temporaryFolder()
afterAll(() => removeFolder(dataDir))
const run = runCommand(dataDir)
const path = join(dataDir, 'audit', 'audit.jsonl')

const memory = (x: number) => ({
  namespace: 'default',
  coordinate: [x],
  payload: `{"text":"a heron at pond ${x}"}`,
  type: 'episodic' as const,
  importance: 0,
  ifTaken: 'refuse' as const,
})

describe('the audit log of a data folder', { timeout: 60_000 }, () => {
  it('has what came through every door, each once, and is read by a command', async () => {
    // Makes the database, so that the app comes without its sample.
    await run('store', '--coord', '2', '--payload', memory(2).payload)
    await during(start(dataDir), async (app) => {
      await loaded(app)
      const { memories, recall } = app.handlers
      await memories.store(memory(1), from('app'))
      // Links are changed without an engine around them.
      await run('link', '--from', '1', '--to', '2')
      await recall.search({ namespace: 'default', query: 'heron', k: 1 }, from('agent'))
      const { audit } = await statusOf(app)
      expect(audit).toMatchObject({ enabled: true, path, problem: null, dropped: 0 })
    })
    const { out } = await run('audit')
    const said = out.split('\n').map((line) => JSON.parse(line))
    const asked = said.filter(({ namespace }) => namespace === 'default')
    expect(asked.map(({ action, user }) => `${action} by ${user}`)).toEqual([
      'config by soma',
      'store by cli',
      'store by app',
      'link by cli',
      'recall by agent',
    ])
    expect((await run('audit', '--action', 'link', '--author', 'cli', '--since', '1h')).out).toBe(
      out.split('\n').find((line) => JSON.parse(line).action === 'link'),
    )
    expect(await run('audit', '--since', '2200-01-01')).toMatchObject({ out: '' })
    expect(readFileSync(path, 'utf8')).not.toContain('a heron at')
  })

  it('is turned off in the app at once, and its path is not chosen there', async () => {
    await during(start(dataDir), async (app) => {
      const { settings, memories } = app.handlers
      await settings.set({ settings: [{ key: 'audit.enabled', value: false }] }, from('app'))
      expect((await statusOf(app)).audit.enabled).toBe(false)
      const before = (await run('audit')).out
      await memories.store(memory(3), from('app'))
      expect((await run('audit')).out).toBe(before)
      const path = { key: 'audit.path', value: '/etc/passwd' }
      await expect(settings.set({ settings: [path] }, from('app'))).rejects.toThrow()
    })
  })

  it('SEC-2 says where it is, and hashes what was asked where fields are encrypted', async () => {
    const of = (env: Record<string, string>, explicit: object = {}) =>
      auditSettings(loadConfig({ env, explicit: { data_dir: dataDir, ...explicit } }))
    expect(of({})).toMatchObject({ enabled: true, path, queries: 'text' })
    expect(of({ SOMA_AUDIT_LOG: '/var/log/soma.jsonl' })).toMatchObject({ path: '/var/log/soma.jsonl' })
    expect(of({ SOMA_AUDIT__QUERIES: 'hash' }).queries).toBe('hash')
    const memory_enterprise = { encryption_key: 'a'.repeat(64) }
    expect(of({}, { memory_enterprise }).queries).toBe('hash')
    expect(of({}, { memory_enterprise, audit: { queries: 'text' } }).queries).toBe('text')
    expect(of({}, { mode: 'on_demand' }).enabled).toBe(false)
    expect(existsSync(join(dataDir, 'audit'))).toBe(true)
  })
})
