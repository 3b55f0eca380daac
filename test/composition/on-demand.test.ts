import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { during, from, refusal, removeFolder, SAMPLE, smallSample, start, temporaryFolder } from './start.ts'

const dataDir = temporaryFolder()
const files = smallSample(dataDir)
afterAll(() => removeFolder(dataDir))

const invalid = (error: unknown): boolean => isError(error, 'request/invalid')

describe('memories in memory only', () => {
  it('lets a namespace go without the copy that cannot be, and refuses a copy in a sentence', async () => {
    await during(start(dataDir, { mode: 'on_demand', files }), async ({ handlers }) => {
      await handlers.namespaces.remove({ name: SAMPLE, confirm: SAMPLE }, from())
      expect((await handlers.namespaces.list({}, from())).map(({ name }) => name)).toEqual(['default'])
      await expect(handlers.app.backup({}, from())).rejects.toSatisfy(invalid)
      await expect(handlers.app.restoreBackup({}, from())).rejects.toSatisfy(invalid)
    })
  })

  it('starts on a namespace of settings that has the name of the sample', async () => {
    await during(start(dataDir, { mode: 'on_demand', namespace: SAMPLE, files }), async ({ handlers }) => {
      expect((await handlers.namespaces.list({}, from())).map(({ name }) => name)).toEqual([SAMPLE])
    })
  })
})

describe('a data folder', () => {
  it('that is a file is refused in one sentence', async () => {
    const file = join(dataDir, 'a-file')
    writeFileSync(file, '')
    for (const folder of [file, join(file, 'below')]) {
      expect(await refusal(start(folder))).toMatch(
        /^The data folder \S+a-file\S* cannot be used: .*--data\.$/,
      )
    }
  })
})
