import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Composition } from '#hosts/composition/compose'
import { StartError } from '#hosts/start-error'
import { runCommand } from './cli-run.ts'
import { from, loaded, removeFolder, start, startedFolder } from './start.ts'

const dataDir = startedFolder()
const run = runCommand(dataDir)
const json = async (...args: string[]) => JSON.parse((await run(...args)).out)

/** As it is stored: neither the digits nor the order of these keys would outlive a JavaScript object. */
const ODD = '{"text":"The tide table hangs in the hall","10":1.0,"9":12345678901234567890}'

describe('memories from the command line, beside the running app', { timeout: 120_000 }, () => {
  let app: Composition
  beforeAll(async () => {
    app = await start(dataDir)
    await loaded(app)
  }, 120_000)
  afterAll(async () => {
    await app.close()
    removeFolder(dataDir)
  })

  it('MEM-3 MEM-13 stores, gets and recalls, with payloads as they were written', async () => {
    expect(await run('store', '--coord', '1,2', '--payload', ODD)).toMatchObject({ out: 'OK', exitCode: 0 })
    const { out } = await run('get', '--coord', '1,2')
    expect(JSON.parse(out)).toMatchObject({ coordinate: [1, 2], type: 'episodic', version: 1 })
    expect(out.replaceAll(/\s*\n\s*/g, '').replaceAll('": ', '":')).toContain(`"payload":${ODD}`)
    const recalled = await run('recall', '--query', 'where is the tide table', '--top-k', '1')
    expect(recalled.out).toContain('"9": 12345678901234567890')
    expect(await json('recall', '--query', 'tide', '--type', 'semantic')).toEqual([])
    const explained = await json('recall', '--query', 'tide', '--explain', '--exact')
    expect(explained.matches[0]).toMatchObject({ coordinate: [1, 2], rank: 1 })
    expect(explained.about.trace.terms[0]).toMatchObject({ term: 'tide', documents: 1 })
    const [last] = await app.handlers.changes.list({ namespace: 'default', limit: 1 }, from())
    expect(last).toMatchObject({ author: 'cli', action: 'store' })
  })

  it('MEM-9 MEM-10 lists versions, restores, deletes, undoes and redoes', async () => {
    const at = ['--coord', '5']
    for (const n of [1, 2]) await run('store', ...at, '--payload', `{"text":"state ${n}"}`)
    const versions = await json('versions', ...at)
    expect(versions.map(({ version, payload }: never) => [version, payload])).toEqual([
      [2, { text: 'state 2' }],
      [1, { text: 'state 1' }],
    ])
    expect(await json('restore', ...at, '--version', '1')).toEqual({ restored: 1, version: 3 })
    const text = async () => (await json('get', ...at)).payload.text
    expect(await text()).toBe('state 1')
    expect((await run('undo')).exitCode).toBe(0)
    expect(await text()).toBe('state 2')
    const lines = (await run('history', '--limit', '3', '--author', 'cli')).out.split('\n')
    expect(lines[0]).toMatch(
      /^\d+ {2}[\d-]{10} [\d:]{8} {2}cli {2}Restored .* {2}\(undone by cli, change \d+\)$/,
    )
    const to = ['undo', '--to', lines[2]?.split(' ')[0] ?? '']
    expect((await run(...to, '--dry-run')).out).toBe('Would undo 1 change: 1 memory, 0 links. By: cli 1.')
    expect((await run(...to)).out).toMatch(/^Went to change \d+: 1 change undone or redone\.$/)
    expect(await text()).toBe('state 1')
    await run('redo')
    expect(await text()).toBe('state 2')
    await run('redo')
    expect(await text()).toBe('state 1')
    await expect(run('redo')).rejects.toThrow('There is nothing to redo in "default".')

    expect(await json('delete', ...at)).toEqual({ deleted: 1 })
    expect(await json('delete', ...at)).toEqual({ deleted: 0 })
    expect(await json('restore', ...at)).toEqual({ restored: 1 })
    expect(await json('delete-many', '--coords', '5;6;1,2')).toEqual({ deleted: 2 })
    await expect(run('get', '--coord', '404')).rejects.toBeInstanceOf(StartError)
    const wrong = run('recall', '--query', 'a', '--filter', '{"is":"type","type":"semantic"}')
    await expect(wrong).rejects.toThrow(/value Invalid .*Right would be \{"is": "tag", "value": "a"\}/)
  })

  it('MEM-11 MEM-12 stores a file of memories, lists what is wrong with it, and finds a range', async () => {
    const file = join(dataDir, 'memories.jsonl')
    const lines = [
      '{"coord":[20,1],"payload":{"text":"one","n":1.0},"type":"semantic"}',
      'no json',
      '{"coord":[20,2],"payload":{"text":"two"}}',
      '{"payload":{"text":"nowhere"}}',
      '',
    ]
    writeFileSync(file, lines.join('\n'))
    const { out, exitCode } = await run('store-bulk', '--file', file, '--quiet')
    expect(JSON.parse(out)).toMatchObject({ stored: 2, skipped: 0, failed: [{ line: 2 }, { line: 4 }] })
    expect(exitCode).toBe(2)
    expect((await run('range', '--min', '20,0', '--max', '20,9')).out).toBe('[[20.0,1.0],[20.0,2.0]]')
    expect((await run('range', '--min', '20,0', '--max', '20,9', '--type', 'semantic')).out).toBe(
      '[[20.0,1.0]]',
    )
    expect((await run('get', '--coord', '20,1')).out).toContain('"n": 1.0')
    writeFileSync(file, '[{"coord":[21],"payload":{"text":"three"},"memory_type":"episodic"}]')
    expect(await json('store-bulk', '--file', file, '--quiet')).toEqual({ stored: 1, skipped: 0, failed: [] })
    await expect(run('store-bulk', '--file', join(dataDir, 'none'))).rejects.toThrow('cannot be read')
  })

  it('MEM-7 lists namespaces', async () => {
    await app.handlers.namespaces.create({ name: 'another' }, from())
    const list: { name: string }[] = await json('namespaces', 'list')
    expect(list.map(({ name }) => name)).toEqual(['another', 'default'])
    expect(await json('namespaces')).toEqual(list)
    await expect(run('namespaces', 'lst')).rejects.toThrow()
  })

  it('lists the settings where "config" stands alone', async () => {
    const list: { key: string }[] = await json('config')
    expect(list.map(({ key }) => key)).toContain('recall.fusion')
  })

  it('GATE-2 ends with 3 where the gate stops a write, and stores it by force', async () => {
    const gated = runCommand(dataDir, {
      SOMA_MEMORY_ENTERPRISE__SALIENCE__NOVELTY_GATE: 'true',
      SOMA_MEMORY_ENTERPRISE__SALIENCE__NOVELTY_THRESHOLD: '0.5',
      SOMA_MEMORY_ENTERPRISE__SALIENCE__THRESHOLD: '0.5',
    })
    const payload = '{"text":"The bell rings at eight in the morning"}'
    const store = (coordinate: string, ...rest: string[]) =>
      gated('store', '--coord', coordinate, '--payload', payload, ...rest)
    expect((await store('30')).exitCode).toBe(0)
    const stopped = await store('31')
    expect(stopped.exitCode).toBe(3)
    expect(stopped.out).toMatch(/^Not stored: it says nothing new .*nearest is \(30\)/)
    expect(await store('31', '--force')).toMatchObject({ out: 'OK', exitCode: 0 })
  })
})
