import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { addConsolidateCommand } from '#hosts/cli/consolidate'
import { addLifeCommands } from '#hosts/cli/life'
import { loadConfig } from '#hosts/config'
import { StartError } from '#hosts/start-error'
import { builtFiles } from './built-files.ts'
import { during, from, loaded, removeFolder, start, startedFolder } from './start.ts'

const dataDir = startedFolder()
afterAll(() => removeFolder(dataDir))

interface Replay {
  readonly seed: number
  readonly memories: readonly { readonly text: string }[]
}

/** What `soma` prints for a line of arguments, as JSON. */
const run = async (...args: string[]): Promise<unknown> => {
  const settings = () => loadConfig({ env: {}, explicit: { data_dir: dataDir, namespace: 'default' } })
  const program = new Command('soma').exitOverride().configureOutput({ writeErr: () => {} })
  addLifeCommands(program, { files: builtFiles, settings })
  addConsolidateCommand(program, { files: builtFiles, settings })
  const printed: string[] = []
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    await program.parseAsync(args, { from: 'user' })
    return JSON.parse(printed.join(''))
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

describe('the higher operations from the command line', () => {
  beforeAll(() =>
    during(start(dataDir), async (composition) => {
      const { handlers } = composition
      await loaded(composition)
      const texts = ['The disk was full and the deploy failed.', 'The deploy failed, the disk was full.']
      for (const [x, text] of texts.entries()) {
        const memory = { namespace: 'default', coordinate: [x, 0], payload: JSON.stringify({ text }) }
        await handlers.memories.store(
          { ...memory, type: 'episodic', importance: 2, ifTaken: 'update' },
          from(),
        )
      }
      await handlers.namespaces.create({ name: 'team' }, from())
    }),
  )

  it('LIFE-1 remembers at a place that it finds and prints', async () => {
    const outcome = await run('remember', '--text', 'Bananas ripen beside apples', '--type', 'semantic')
    expect(outcome).toMatchObject({
      stored: true,
      created: true,
      coordinate: [expect.any(Number), expect.any(Number)],
    })
    await expect(run('remember')).rejects.toBeInstanceOf(StartError)
    await expect(run('remember', '--payload', '[')).rejects.toBeInstanceOf(StartError)
  })

  it('LIFE-2 consolidates, after a dry run that writes nothing', async () => {
    const dry = await run('consolidate', '--dry-run')
    expect(dry).toMatchObject({
      episodes: 2,
      groups: [{ sources: [{ coordinate: [0, 0] }, { coordinate: [1, 0] }] }],
    })
    expect(dry).not.toHaveProperty('seq')
    expect(await run('consolidate')).toMatchObject({
      seq: expect.any(Number),
      coordinates: [expect.any(Array)],
    })
    expect(await run('consolidate')).toMatchObject({ consolidated: 2, groups: [], coordinates: [] })
  })

  it('LIFE-3 reports an outcome, as JSON or as plain text', async () => {
    const outcome = await run('outcome', '--coord', '0,0', '--outcome', 'it broke', '--predicted', 'it works')
    expect(outcome).toMatchObject({ matched: false, importance: 1, corrective: expect.any(Array) })
    expect(await run('outcome', '--coord', '1,0', '--outcome', '7', '--predicted', '7.0')).toMatchObject({
      matched: true,
    })
    await expect(run('outcome', '--coord', '9', '--outcome', '1')).rejects.toThrow(
      'There is no memory at (9)',
    )
  })

  it('LIFE-5 replays and shares', async () => {
    const replayed = async (): Promise<unknown> => {
      const { seed, memories } = (await run('replay', '--count', '2', '--seed', '4')) as Replay
      return [seed, memories.map(({ text }) => text)]
    }
    expect(await replayed()).toEqual([4, [expect.any(String), expect.any(String)]])
    expect(await replayed()).toEqual(await replayed())
    expect(await run('share', '--to', 'team', '--coords', '0,0;1,0')).toMatchObject({ copied: 2, taken: [] })
    await expect(run('share', '--to', 'nowhere', '--coords', '0,0')).rejects.toThrow('There are: ')
    await expect(run('share', '--to', 'default', '--coords', '0,0')).rejects.toBeInstanceOf(StartError)
    await expect(run('share', '--to', 'team', '--filter', '{"is":"no"}')).rejects.toThrow('--filter')
  })

  it('LIFE-7 LIFE-8 MEM-13 analyzes and remembers, also while the app has the store open', async () => {
    await during(start(dataDir), async () => {
      expect(await run('analyze')).toMatchObject({
        fractal_dimension: expect.any(Number),
        memories: expect.any(Number),
        components: { count: expect.any(Number) },
        outliers: [],
      })
      expect(await run('remember', '--text', 'x')).toMatchObject({ stored: true })
    })
  })
})
