import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type EvaluateOptions, evaluate } from '#hosts/cli/evaluate'
import type { Composition } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import { StartError } from '#hosts/start-error'
import { openDatabase } from '#stores/sqlite/open'
import { builtFiles } from './built-files.ts'
import { during, from, loaded, removeFolder, start, temporaryFolder } from './start.ts'

const dataDir = temporaryFolder()
afterAll(() => removeFolder(dataDir))

const PLACE = { namespace: 'default', set: 'nightly' }

/** What the command prints, and whether recall is enough for it. */
const run = async (options: Partial<EvaluateOptions> & { namespace?: string } = {}) => {
  const { namespace = 'default', ...rest } = options
  const config = loadConfig({ env: {}, explicit: { data_dir: dataDir, namespace } })
  const printed: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text))
    return true
  })
  try {
    const isReached = await evaluate({
      config,
      files: builtFiles,
      set: 'nightly',
      k: 10,
      minRecall: 0.95,
      ...rest,
    })
    return { isReached, printed: printed.join('') }
  } finally {
    write.mockRestore()
  }
}

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.catch((reason: unknown) => reason)
  if (error instanceof StartError) return error.message
  throw error
}

const fill = async ({ handlers }: Composition): Promise<void> => {
  const texts = [
    'The session cookie has no Secure flag',
    'Passwords are hashed with MD5',
    'An open redirect',
    'to be deleted',
  ]
  for (const [i, text] of texts.entries()) {
    const payload = JSON.stringify({ text })
    await handlers.memories.store(
      { namespace: 'default', coordinate: [i], payload, type: 'episodic', importance: 0, ifTaken: 'refuse' },
      from(),
    )
  }
  await handlers.golden.star({ ...PLACE, query: 'insecure cookie', coordinate: [0], grade: 1 }, from())
  await handlers.golden.star({ ...PLACE, query: 'redirect', coordinate: [2], grade: 1 }, from())
  await handlers.golden.star({ ...PLACE, set: 'gone', query: 'x', coordinate: [3], grade: 1 }, from())
  await handlers.memories.remove({ namespace: 'default', coordinates: [[3]] }, from())
}

/** Every file of the database and the saved index, as they lie there. */
const contents = (): [string, string][] =>
  ['', 'index']
    .flatMap((folder) => readdirSync(join(dataDir, folder)).map((name) => join(folder, name)))
    .filter((name) => /\.(sqlite|fractal)$/.test(name) && statSync(join(dataDir, name)).isFile())
    .map((name) => [name, readFileSync(join(dataDir, name)).toString('base64')])

describe('soma eval', () => {
  beforeAll(async () => {
    // A database that is there already gets no sample, which would only take time.
    openDatabase({ file: join(dataDir, 'memories.sqlite') }).db.close()
    await during(start(dataDir), async (composition) => {
      await loaded(composition)
      await fill(composition)
    })
  })

  it('QUAL-2 prints a table of a database that nobody has open, and writes nothing', async () => {
    const before = contents()
    const { isReached, printed } = await run()
    expect(isReached).toBe(true)
    const [head, ...rows] = printed.split('\n')
    expect(head?.trim().split(/\s{2,}/)).toEqual(['nightly', 'R@1', 'R@5', 'R@10', 'MRR', 'nDCG', 'missed'])
    expect(rows.slice(0, 3).map((row) => row.split(/\s{2,}/))).toEqual([
      ['insecure cookie', '1.000', '1.000', '1.000', '1.000', '1.000', '0'],
      ['redirect', '1.000', '1.000', '1.000', '1.000', '1.000', '0'],
      ['mean', '1.000', '1.000', '1.000', '1.000', '1.000', '0'],
    ])
    expect(rows.slice(3, 6)).toEqual([
      '',
      '2 queries judged',
      expect.stringMatching(/^p50 .* ms, p95 .* ms$/),
    ])
    expect(before.map(([name]) => name)).toEqual([
      'memories.sqlite',
      'metrics.sqlite',
      expect.stringMatching(/^index.static-en@1-[0-9a-f]{8}\.fractal$/),
    ])
    expect(contents()).toEqual(before)
  })

  it('QUAL-2 runs beside the app, sees its changes, leaves its trend alone, and is below the bar', async () => {
    await during(start(dataDir), async ({ handlers }) => {
      await handlers.memories.remove({ namespace: 'default', coordinates: [[2]] }, from())
      await handlers.golden.star({ ...PLACE, query: 'MD5 passwords', coordinate: [0], grade: 1 }, from())
      const { isReached, printed } = await run({ k: 1 })
      expect(isReached).toBe(false)
      expect(printed).toMatch(/^2 queries judged, 1 left out as nothing they expect lives$/m)
      expect(printed).toMatch(/^1 expected memories are deleted or never were$/m)
      expect(printed).toMatch(
        /^missed: MD5 passwords: \(0\) The session cookie has no Secure flag, (at 2|not found)$/m,
      )
      expect(printed).toMatch(/^deleted: redirect: \(2\)$/m)
      expect((await run({ k: 1, minRecall: 0.5 })).isReached).toBe(true)
      expect(await handlers.golden.runs(PLACE, from())).toEqual([])
      const json = JSON.parse((await run({ json: true, k: 3 })).printed)
      expect(json).toMatchObject({ ...PLACE, run: null, summary: { k: 3, judged: 2, unjudged: 1, gone: 1 } })
    })
  })

  it('says which sets and namespaces there are, and where nothing can be judged', async () => {
    expect(await refusalOf(run({ set: 'other' }))).toMatch(
      /no golden set "other".* There are: gone, nightly\. .*--set/,
    )
    expect(await refusalOf(run({ namespace: 'nowhere' }))).toMatch(
      /"nowhere"\. There are: .*default.*--namespace/,
    )
    expect(await refusalOf(run({ set: 'gone' }))).toMatch(/expects no memory that lives/)
  })

  it('MEM-13 answers the same without the saved index', async () => {
    const [before, set] = [await run({ json: true }), (text: string) => JSON.parse(text).summary.measures]
    rmSync(join(dataDir, 'index'), { recursive: true })
    expect(set((await run({ json: true })).printed)).toEqual(set(before.printed))
  })
})
