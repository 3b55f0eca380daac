import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { addFileCommands } from '#hosts/cli/files'
import { loadConfig } from '#hosts/config'
import { StartError } from '#hosts/start-error'
import { openDatabase } from '#stores/sqlite/open'
import { builtFiles } from './built-files.ts'
import { during, from, removeFolder, start, temporaryFolder } from './start.ts'

const dataDir = temporaryFolder()
afterAll(() => removeFolder(dataDir))
const at = (name: string): string => join(dataDir, name)

const settingsFor = (namespace: string) => loadConfig({ env: {}, explicit: { data_dir: dataDir, namespace } })

/** What `soma` prints for a line of arguments, for one namespace. */
const run = async (namespace: string, ...args: string[]): Promise<string> => {
  const program = new Command('soma').exitOverride().configureOutput({ writeErr: () => {} })
  addFileCommands(program, { files: builtFiles, settings: () => settingsFor(namespace) })
  const printed: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    await program.parseAsync(args, { from: 'user' })
    return printed.join('').trimEnd()
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

describe('graphs as files from the command line', () => {
  beforeAll(async () => {
    // A database that is there already gets no sample, which takes its time.
    openDatabase({ file: settingsFor('default').database }).db.close()
    await during(start(dataDir), async ({ handlers }) => {
      for (const x of [1, 2]) {
        const memory = { namespace: 'default', coordinate: [x], payload: `{"title":"m${x}"}` }
        await handlers.memories.store(
          { ...memory, type: 'semantic', importance: x, ifTaken: 'update' },
          from(),
        )
      }
      const link = { namespace: 'default', from: [1], to: [2], type: 'a', weight: 2, note: 'why' }
      await handlers.links.put(link, from())
    })
  })

  it('LNK-4 go out, and come back into another namespace after a dry run, while the app is open', async () => {
    expect(await run('default', 'export-graph', '--path', at('g.gexf'))).toBe('OK')
    expect(existsSync(at('g.gexf.part'))).toBe(false)
    await during(start(dataDir), async ({ handlers }) => {
      const dry = JSON.parse(await run('copy', 'import-graph', '--path', at('g.gexf'), '--dry-run'))
      expect(dry).toMatchObject({ dryRun: true, imported: 2, links: 1, failed: [] })
      const report = JSON.parse(await run('copy', 'import-memories', '--path', at('g.gexf')))
      expect(report).toMatchObject({ imported: 2, skipped: 0, links: 1, failed: [] })
      const compared = { left: 'default', right: 'copy', limit: 10 }
      expect(await handlers.namespaces.compare(compared, from())).toMatchObject({ equal: 2, different: 0 })
    })
    expect(readdirSync(at('imports'))).toEqual([])
    expect(
      JSON.parse(await run('copy', 'export-memories', '--path', at('copy.json'), '--format', 'gexf')),
    ).toEqual({
      exported: 2,
    })
    expect(readFileSync(at('copy.json'), 'utf8')).toBe(readFileSync(at('g.gexf'), 'utf8'))
  })

  it('MEM-9 replace what was there, and list by line what cannot be used', async () => {
    const lines = [
      '{"coord":[1],"payload":{"title":"new"},"type":"semantic"}',
      '{',
      '{"coord":[7],"payload":{}}',
    ]
    writeFileSync(at('some.jsonl'), lines.join('\n'))
    const report = JSON.parse(await run('copy', 'import-memories', '--path', at('some.jsonl'), '--replace'))
    expect(report).toMatchObject({ imported: 2, changed: 1, removed: 1, failed: [{ line: 2 }] })
    expect(process.exitCode).toBe(2)
    process.exitCode = 0
  })

  it('LNK-4 a folder of Markdown goes out and comes in equal', async () => {
    expect(
      JSON.parse(await run('default', 'export-memories', '--path', at('notes'), '--format', 'markdown')),
    ).toEqual({
      exported: 2,
    })
    expect(readdirSync(at('notes')).sort()).toEqual(['m1 1.md', 'm2 2.md'])
    const report = JSON.parse(await run('notes', 'import-memories', '--path', at('notes')))
    expect(report).toMatchObject({ imported: 2, links: 1, failed: [] })
    await run('default', 'export-memories', '--path', at('a.jsonl'))
    await run('notes', 'export-memories', '--path', at('b.jsonl'))
    expect(readFileSync(at('b.jsonl'), 'utf8')).toBe(readFileSync(at('a.jsonl'), 'utf8'))
    await expect(
      run('default', 'export-memories', '--path', at('notes'), '--format', 'markdown'),
    ).rejects.toThrow(/already/)
  })

  it('LNK-4 that are wrong end with a sentence and change nothing', async () => {
    writeFileSync(at('bad.graphml'), '<graphml><graph>')
    const refusal = (...args: string[]) => expect(run('bad', ...args)).rejects
    await refusal('import-graph', '--path', at('bad.graphml')).toThrow(/well-formed.*Nothing was changed/)
    await refusal('import-graph', '--path', at('none.json')).toThrow(StartError)
    await refusal('export-graph', '--path', at('file.txt')).toThrow(/--format/)
    await expect(run('nowhere', 'export-graph', '--path', at('bad.json'))).rejects.toThrow(
      /no namespace "nowhere"/,
    )
    expect(existsSync(at('bad.json'))).toBe(false)
    await refusal('export-graph', '--path', join(at('no-folder'), 'g.json')).toThrow(StartError)
  })
})
