import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../root.mjs'
import { binOf, capture } from '../run.mjs'
import { makeTempFolder } from '../temp-folder.mjs'
import { testOutcome } from './counts.mjs'

const testFile = `
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
it('passes', () => {})
it('fails', () => expect(1).toBe(2))
it('skips itself', (context) => context.skip('no server'))
it.skip('is skipped', () => {})
it.todo('is not written')
describe('a suite', () => {
  beforeAll(() => { throw new Error('hook broke') })
  it('never runs', () => {})
})`

// In the project's folder, because the tests in it import vitest.
it('writes every test, failed hook and broken file', async () => {
  using folder = makeTempFolder(
    {
      'vitest.config.ts': `
        import { LinesReporter } from ${JSON.stringify(join(root, 'scripts/test/reporter.ts'))}
        export default { test: { reporters: [new LinesReporter('lines.jsonl')] } }`,
      'some.test.ts': testFile,
      'broken.test.ts': 'throw new Error("file broke")',
    },
    join(root, '.cache'),
  )
  const { code, output, timedOut } = await capture(
    process.execPath,
    [binOf(root, 'vitest'), 'run', '--root', folder.path],
    { cwd: folder.path },
  )
  const lines = readFileSync(join(folder.path, 'lines.jsonl'), 'utf8')
  const outcome = testOutcome({ name: 'unit', lines, code, output, timedOut, ms: 0 })
  const byName = (/** @type {readonly { name: string, text: string }[]} */ notes) =>
    Object.fromEntries(notes.map(({ name, text }) => [name, text.split('\n')[0]]))
  expect(outcome.passed).toBe(1)
  expect(byName(outcome.failures)).toEqual({
    'some.test.ts > fails': expect.stringContaining('expected 1 to be 2'),
    'some.test.ts > a suite': expect.stringContaining('hook broke'),
    'broken.test.ts': expect.stringContaining('file broke'),
  })
  expect(byName(outcome.skips)).toMatchObject({
    'some.test.ts > skips itself': 'no server',
    'some.test.ts > is skipped': 'no reason given',
    'some.test.ts > is not written': 'to be written',
  })
})
