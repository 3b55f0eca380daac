import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ImportReport } from '#contract/graph-files'
import { addGraphFileCommands } from '#hosts/cli/graph-files'
import { loadConfig } from '#hosts/config'
import { StartError } from '#hosts/start-error'
import { openDatabase } from '#stores/sqlite/open'
import { sourceFiles } from './source-files.ts'
import { during, from, removeFolder, start, temporaryFolder } from './start.ts'

const dataDir = temporaryFolder()
afterAll(() => removeFolder(dataDir))
const at = (name: string): string => join(dataDir, name)

const settingsFor = (namespace: string) => loadConfig({ env: {}, explicit: { data_dir: dataDir, namespace } })

/** What `soma` prints for a line of arguments, for one namespace. */
const run = async (namespace: string, ...args: string[]): Promise<string> => {
  const program = new Command('soma').exitOverride().configureOutput({ writeErr: () => {} })
  addGraphFileCommands(program, { files: sourceFiles, settings: () => settingsFor(namespace), version: '0' })
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

  it('LNK-4 go out, and come back into another namespace after a dry run', async () => {
    expect(await run('default', 'export-graph', '--path', at('g.gexf'))).toBe(at('g.gexf'))
    expect(existsSync(at('g.gexf.part'))).toBe(false)
    const dry = JSON.parse(
      await run('copy', 'import-graph', '--path', at('g.gexf'), '--dry-run'),
    ) as ImportReport
    expect(dry).toMatchObject({ isDryRun: true, memories: 2, links: 1, replaced: 0, changes: [] })
    const report = JSON.parse(await run('copy', 'import-graph', '--path', at('g.gexf'))) as ImportReport
    expect(report).toMatchObject({ isDryRun: false, memories: 2, links: 1, leftOut: { total: 0, first: [] } })
    await run('copy', 'export-graph', '--path', at('copy.json'), '--format', 'gexf')
    expect(readFileSync(at('copy.json'), 'utf8')).toBe(readFileSync(at('g.gexf'), 'utf8'))
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
