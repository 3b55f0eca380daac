import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../bench/seeded-random.ts'
import { openCopy, redisAt, rowsOf } from './open-copy.ts'
import { redisServerPath, startRedis } from './redis-server.ts'

/** `SOMA_KILLS=200` for as many as a release is held to. */
const KILLS = Number(process.env.SOMA_KILLS ?? 8)

describe.skipIf(redisServerPath() === undefined)('a program that is killed amid its writes', () => {
  it(
    `MEM-8 leaves every acknowledged write once, none in half, in Redis and in its copy (${KILLS} times)`,
    async () => {
      const server = await startRedis()
      const folder = mkdtempSync(join(tmpdir(), 'soma-killed-'))
      const file = join(folder, 'copy.sqlite')
      const random = seededRandom(5)
      const acknowledged: number[] = []
      let next = 0
      for (let kill = 0; kill < KILLS; kill++) {
        const script = join(import.meta.dirname, 'writer-child.ts')
        const child = spawn(process.execPath, [script, String(server.port), file, String(next)])
        const ended = once(child, 'exit')
        const lines = createInterface({ input: child.stdout })
        lines.on('line', (line) => acknowledged.push(Number(line)))
        await once(lines, 'line')
        await delay(random() * 120)
        child.kill('SIGKILL')
        await Promise.all([ended, once(lines, 'close')])
        // The write that was under way may be there too.
        next = (acknowledged.at(-1) ?? 0) + 2
      }
      const [own, fresh] = [
        await openCopy(redisAt([server.port]), file),
        await openCopy(redisAt([server.port])),
      ]
      expect(rowsOf(own)).toEqual(rowsOf(fresh))
      const memories = rowsOf(fresh).memories as { c0: number; version: number }[]
      const pairs = Map.groupBy(memories, ({ c0 }) => c0)
      for (const x of acknowledged) expect(pairs.get(x)?.map(({ version }) => version)).toEqual([1, 1])
      expect([...pairs.values()].filter((pair) => pair.length !== 2)).toEqual([])
      expect(pairs.size - acknowledged.length).toBeLessThanOrEqual(KILLS)
      for (const copy of [own, fresh]) {
        expect((await copy.diagnose()).found).toEqual([])
        await copy.store.close()
      }
      await server.stop()
      rmSync(folder, { recursive: true })
    },
    20_000 + KILLS * 5000,
  )
})
