import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { addLinkCommands } from '#hosts/cli/links'
import { loadConfig } from '#hosts/config'
import { StartError } from '#hosts/start-error'
import { builtFiles } from './built-files.ts'
import { during, from, removeFolder, start, startedFolder } from './start.ts'

const dataDir = startedFolder()
afterAll(() => removeFolder(dataDir))

/** What `soma` prints for a line of arguments. */
const run = async (...args: string[]): Promise<string> => {
  const settings = () => loadConfig({ env: {}, explicit: { data_dir: dataDir, namespace: 'default' } })
  const program = new Command('soma').exitOverride().configureOutput({ writeErr: () => {} })
  addLinkCommands(program, { files: builtFiles, settings })
  const printed: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text))
    return true
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return printed.join('').trimEnd()
  } finally {
    write.mockRestore()
  }
}

const ends = (a: string, b: string): string[] => ['--from', a, '--to', b]

describe('links from the command line', () => {
  beforeAll(() =>
    during(start(dataDir), async ({ handlers }) => {
      for (const x of [1, 2, 3.5]) {
        const memory = { namespace: 'default', coordinate: [x, 0], payload: `{"title":"m${x}"}` }
        const rest = { type: 'episodic', importance: 0, ifTaken: 'update' } as const
        await handlers.memories.store({ ...memory, ...rest }, from())
      }
    }),
  )

  it('LNK-1 LNK-2 LNK-3 are made, walked and removed, and coordinates are floats', async () => {
    expect(await run('link', ...ends('1,0', '2,0'), '--weight', '4')).toBe('OK')
    expect(await run('link', ...ends('2,0', '3.5,0'), '--weight', '4')).toBe('OK')
    expect(await run('link', ...ends('1,0', '3.5,0'), '--type', 'cites', '--note', 'why')).toBe('OK')
    expect(await run('neighbors', '--coord', '1,0')).toBe('[[2.0,0.0],[3.5,0.0]]')
    expect(await run('neighbors', '--coord', '1,0', '--type', 'cites', '--direction', 'in')).toBe('[]')
    expect(await run('path', ...ends('1,0', '3.5,0'))).toBe('[[1.0,0.0],[2.0,0.0],[3.5,0.0]]')
    expect(await run('path', ...ends('1,0', '3.5,0'), '--hops')).toBe('[[1.0,0.0],[3.5,0.0]]')
    const both = '[[[1.0,0.0],[2.0,0.0],[3.5,0.0]],[[1.0,0.0],[3.5,0.0]]]'
    expect(await run('path', ...ends('1,0', '3.5,0'), '--k', '3')).toBe(both)
    expect(await run('unlink', ...ends('1,0', '2,0'))).toBe('OK')
    expect(await run('path', ...ends('3.5,0', '2,0'))).toBe('[]')
    expect(await run('path', ...ends('3.5,0', '2,0'), '--undirected')).toBe('[[3.5,0.0],[2.0,0.0]]')
  })

  it('MEM-10 can be undone in the app', () =>
    during(start(dataDir), async ({ handlers }) => {
      const [last] = await handlers.changes.list({ namespace: 'default', limit: 1 }, from())
      expect(last).toMatchObject({ action: 'unlink', author: 'cli' })
      await handlers.changes.undo({ seq: last?.seq ?? 0 }, from())
      const { links } = await handlers.links.of(
        { namespace: 'default', coordinate: [1, 0], limit: 9 },
        from(),
      )
      expect(links.map(({ type, weight, note }) => [type, weight, note])).toEqual([
        ['cites', 1, 'why'],
        ['related', 4, null],
      ])
    }))

  it('LNK-1 LNK-2 say what is not there', async () => {
    const missing = run('link', ...ends('1,0', '9'))
    await expect(missing).rejects.toThrow('There is no memory at (9)')
    await expect(run('unlink', ...ends('2,0', '1,0'))).rejects.toThrow('There is no link "related"')
    await expect(run('path', ...ends('1,0', '9'))).rejects.toBeInstanceOf(StartError)
    for (const bad of ['x', '', '1,,2', 'Infinity']) {
      await expect(run('neighbors', '--coord', bad)).rejects.toThrow('a coordinate is 1 to 16 numbers')
    }
  })

  it('MEM-13 are changed while the app runs, which is told', () =>
    during(start(dataDir), async ({ handlers }) => {
      const stopping = new AbortController()
      const events = handlers.changes.events({}, from('app', stopping.signal))[Symbol.asyncIterator]()
      expect(await run('link', ...ends('2,0', '1,0'), '--type', 'after')).toBe('OK')
      for (;;) {
        const { value } = await events.next()
        if (value?.type !== 'links') continue
        expect(value.change).toMatchObject({ author: 'cli', action: 'link', namespace: 'default' })
        break
      }
      stopping.abort()
      expect(await run('neighbors', '--coord', '1,0')).toBe('[[2.0,0.0],[3.5,0.0]]')
    }))
})
