import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isAppError } from '#contract/errors'
import { runCommand } from './cli-run.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'soma-cli-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
const run = runCommand(dataDir)

/** Words of a line as a shell takes them apart; quotes hold what has spaces together. */
const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')

const soma = (line: string) => run(...words(line))
const DEMO = '--mode local_agent --namespace demo_ns'
const demo = (line: string) => soma(`${DEMO} ${line}`)

describe('the command line', { timeout: 60_000 }, () => {
  it('answers a session of the original program word for word, in its shapes', async () => {
    const store = `store --coord 1,2,3 --payload '{"task":"write docs","importance":2}' --type episodic`
    expect((await demo(store)).out).toBe('OK')
    const recalled = await demo('recall --query "write documentation" --top-k 3')
    expect(recalled.out).toContain('[\n  {')
    expect(JSON.parse(recalled.out)).toEqual([{ task: 'write docs', importance: 2 }])

    const file = join(dataDir, 'bulk.json')
    const items = [
      { coord: [4, 5, 6], payload: { fact: 'docs need examples' }, type: 'semantic' },
      { coord: [7, 8, 9], payload: { task: 'publish the docs' }, type: 'episodic' },
    ]
    writeFileSync(file, JSON.stringify(items))
    expect(JSON.parse((await demo(`store-bulk --file ${file}`)).out)).toMatchObject({ stored: 2 })
    expect((await demo('link --from 1,2,3 --to 4,5,6 --type related')).out).toBe('OK')
    expect((await demo('path --from 1,2,3 --to 4,5,6')).out).toBe('[[1.0,2.0,3.0],[4.0,5.0,6.0]]')
    expect((await demo('neighbors --coord 1,2,3')).out).toBe('[[4.0,5.0,6.0]]')
    expect((await demo('range --min 0,0,0 --max 5,5,6')).out).toBe('[[1.0,2.0,3.0],[4.0,5.0,6.0]]')
    const stats = JSON.parse((await demo('stats')).out)
    expect(stats).toMatchObject({ total_memories: 3, episodic: 2, semantic: 1, links: 1 })
    expect(stats.stores).toMatchObject({ sqlite: { memories: 3 }, vectors: { memories: 3, waiting: 0 } })
    expect(JSON.parse((await demo('analyze')).out)).toMatchObject({ fractal_dimension: expect.any(Number) })
    const exported = join(dataDir, 'memories.jsonl')
    expect(JSON.parse((await demo(`export-memories --path ${exported}`)).out)).toEqual({ exported: 3 })
    const imported = JSON.parse((await demo(`--quiet import-memories --path ${exported} --replace`)).out)
    expect(imported).toMatchObject({ imported: 0, skipped: 3, failed: [] })
    const graph = join(dataDir, 'graph.graphml')
    expect((await demo(`export-graph --path ${graph}`)).out).toBe('OK')
    expect((await demo(`--quiet import-graph --path ${graph}`)).out).toBe('OK')
    expect(JSON.parse((await demo(`--quiet --json import-graph --path ${graph}`)).out)).toMatchObject({
      imported: 0,
      skipped: 3,
    })
    const health = await demo('doctor')
    expect(JSON.parse(health.out)).toMatchObject({ total: 0, differences: [] })
    expect(health.exitCode).toBe(0)
    mkdirSync(join(dataDir, 'index'), { recursive: true })
    writeFileSync(join(dataDir, 'index', 'keywords.words'), 'half a fi')
    const torn = await demo('doctor')
    expect(JSON.parse(torn.out)).toMatchObject({
      total: 1,
      differences: [{ part: 'saved', canRepair: true }],
    })
    expect(torn.exitCode).toBe(5)
    expect(JSON.parse((await demo('doctor --repair')).out)).toMatchObject({ total: 0, differences: [] })
    expect(existsSync(join(dataDir, 'index', 'keywords.words'))).toBe(false)
    const bench = await demo('bench --count 10 --changes 3')
    expect(bench.out).toMatch(/^setting +beam +candidates +R@10[^\n]*\nexact +- +- +1\.000 /)
    expect(bench.out).toMatch(/insert +p50 [\d.]+ us[^\n]*\(3 of them\)\n/)
    const measured = JSON.parse((await demo('bench --count 10 --json')).out)
    expect(measured).toMatchObject({
      namespace: 'demo_ns',
      points: [{ setting: 'exact' }],
      buildSeconds: null,
    })
    expect(JSON.parse((await demo('delete-many --coords "7,8,9;9,9,9"')).out)).toEqual({ deleted: 1 })
  })

  it('prints JSON wherever it is asked to, before or behind the command, and is silent on request', async () => {
    expect(JSON.parse((await demo('--json link --from 1,2,3 --to 4,5,6')).out)).toEqual({ ok: true })
    const memory = `--coord 20 --payload '{"text":"a heron"}'`
    expect(JSON.parse((await soma(`store ${memory} --json`)).out)).toMatchObject({ stored: true })
    const undone = JSON.parse((await soma('undo --json')).out)
    expect(undone).toMatchObject({ count: 1 })
    const file = join(dataDir, 'one.jsonl')
    writeFileSync(file, '{"coord":[21],"payload":{"text":"a pond"}}')
    expect((await soma(`store-bulk --file ${file}`)).told).toBe('soma: 1 of 1\n')
    expect((await soma(`store-bulk --file ${file} --quiet`)).told).toBe('')
  })

  it('MEM-7 makes, copies, compares, renames and deletes namespaces', async () => {
    const said = async (line: string) => JSON.parse((await soma(line)).out)
    expect(await said('namespaces copy demo_ns twin')).toMatchObject({ copied: 2 })
    await soma(`--namespace twin store --coord 30 --payload '{"text":"a third"}'`)
    expect(await said('namespaces compare demo_ns twin --limit 5')).toMatchObject({ onlyRight: 1, equal: 2 })
    expect(await said('namespaces rename twin other')).toMatchObject({ renamed: 'twin', to: 'other' })
    await expect(soma('namespaces create other')).rejects.toThrow('other')
    expect(await said('namespaces delete other --confirm other')).toMatchObject({ removed: 3 })
    expect(await said('namespaces deleted')).toMatchObject([{ name: 'other', memories: 3, author: 'cli' }])
    expect(await said('namespaces restore other')).toEqual({ restored: 'other', memories: 3 })
    const { seq } = (await said('namespaces delete other --confirm other')) as { seq: number }
    expect(await said(`namespaces purge ${seq} --confirm other`)).toEqual({ purged: 3 })
    await expect(soma('namespaces restore other')).rejects.toThrow('other')
    const names = (await said('namespaces list')).map(({ name }: { name: string }) => name)
    expect(names.sort()).toEqual(['default', 'demo_ns'])
  })

  it('STO-2 makes a backup where it is told to, which opens as a database of its own, and overwrites nothing', async () => {
    const copy = join(dataDir, 'elsewhere.sqlite')
    const made = JSON.parse((await soma(`backup --path ${copy}`)).out)
    expect(made).toEqual({ file: copy, bytes: expect.any(Number) })
    const other = runCommand(dataDir, { SOMA_SQLITE__PATH: copy })
    expect(JSON.parse((await other('--namespace', 'demo_ns', 'stats')).out)).toMatchObject({
      total_memories: 2,
    })
    await expect(soma(`backup --path ${copy}`)).rejects.toThrow('is there already')
    await expect(soma(`backup --path ${join(dataDir, 'no', 'such', 'folder.sqlite')}`)).rejects.toThrow(
      'cannot be',
    )
    const dated = JSON.parse((await soma('backup')).out)
    expect(existsSync(dated.file)).toBe(true)
  })

  it('asks for the name of what is marked production before it writes, and takes no writes where it is marked read-only', async () => {
    const store = `store --coord 7,7 --payload '{"text":"careful"}'`
    await soma('connections mark "This computer" --production yes')
    const refused =
      '"This computer" is marked production. Say --confirm-production "This computer" to change it.'
    await expect(soma(store)).rejects.toThrow(refused)
    await expect(soma('config set recall.touch false')).rejects.toThrow(refused)
    await expect(soma('decay')).rejects.toThrow(refused)
    await expect(soma(`--confirm-production "that computer" ${store}`)).rejects.toThrow('is not its name')
    expect((await soma(`--confirm-production "This computer" ${store}`)).out).toBe('OK')
    await soma('connections mark "This computer" --production no --read-only yes')
    await expect(soma(store)).rejects.toThrow('read-only')
    expect((await soma('get --coord 7,7')).out).toContain('careful')
    await soma('connections mark "This computer" --read-only no')
  })

  it('says which command or setting was meant, and refuses with a code what is not there', async () => {
    await expect(soma('recal --query x')).rejects.toThrow(/Did you mean recall/)
    await expect(soma('config get recall.wieghts.vector')).rejects.toThrow(/recall\.weights\.vector/)
    const wrong = runCommand(dataDir, { SOMA_RECALL__FUSON: 'fixed' })
    await expect(wrong('stats')).rejects.toThrow(/Did you mean "recall.fusion"/)
    const gone = await soma('get --coord 404').catch((error: Error) => error.cause)
    expect(isAppError(gone) && gone.code).toBe('memory/not-found')
  })
})
