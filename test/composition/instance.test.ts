import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  during,
  ONE_SENTENCE,
  refusal,
  removeFolder,
  smallSample,
  start,
  startedFolder,
  statusOf,
  temporaryFolder,
} from './start.ts'

describe('two programs on one data folder', () => {
  const dataDir = startedFolder()
  const note = join(dataDir, 'instance.json')
  afterAll(() => removeFolder(dataDir))

  it('the second is told in one sentence which process has the folder, and where it is', async () => {
    await during(start(dataDir), async (first) => {
      const before = await refusal(start(dataDir))
      expect(before).toMatch(ONE_SENTENCE)
      expect(before).toContain(`process ${process.pid}`)
      expect(before).toContain(dataDir)
      first.announce('http://127.0.0.1:9595')
      expect(await refusal(start(dataDir))).toContain('http://127.0.0.1:9595')
      expect((await statusOf(first)).store.state).toBe('ready')
    })
    expect(existsSync(note)).toBe(false)
    await during(start(dataDir), async (again) => {
      expect((await statusOf(again)).store.state).toBe('ready')
    })
  })

  it('a process that was killed leaves no lock behind', async () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'compose-child.ts'), dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'exit')
    try {
      await once(child.stdout, 'data')
      expect(await refusal(start(dataDir))).toContain(`process ${child.pid}`)
    } finally {
      child.kill('SIGKILL')
      await ended
    }
    expect(existsSync(note)).toBe(true)
    await during(start(dataDir), async (next) => {
      expect((await statusOf(next)).store.state).toBe('ready')
    })
  })

  it('a start that fails gives the folder back', async () => {
    const folder = temporaryFolder()
    try {
      const sample = join(folder, 'no-sample.json.gz')
      writeFileSync(sample, 'not a sample')
      await expect(start(folder, { files: { sample } })).rejects.toThrow(/sample/)
      await during(start(folder, { files: smallSample(folder) }), async (next) => {
        expect(
          (await next.handlers.namespaces.list({}, { client: 'test', signal: AbortSignal.any([]) })).length,
        ).toBe(2)
      })
    } finally {
      removeFolder(folder)
    }
  })
})
