import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { contract } from '#contract/index'
import { createHttpHost } from '#hosts/http/http-host'
import { rendererStub } from './renderer-stub.ts'
import { during, from, loaded, PATIENT, removeFolder, start, startedFolder } from './start.ts'

const TOKEN = 'a-token-of-a-test-that-is-long-enough'
const EACH = 20
/** Events that a reader takes before its connection is lost. */
const A_FEW = 13

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) removeFolder(folder)
})

/** Some events behind a number, by a connection of their own. */
const readSome = async (origin: string, after: number): Promise<{ seq: number; author: string }[]> => {
  const leaving = new AbortController()
  const response = await fetch(`${origin}/events?namespace=default`, {
    headers: { authorization: `Bearer ${TOKEN}`, 'last-event-id': String(after) },
    signal: leaving.signal,
  })
  const found: { seq: number; author: string }[] = []
  let text = ''
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(part).toString()
    const frames = text.split('\n\n')
    text = frames.pop() ?? ''
    for (const frame of frames) {
      const data = /^event: change\ndata: (.*)$/m.exec(frame)?.[1]
      if (data !== undefined) found.push(JSON.parse(data))
    }
    if (found.length >= A_FEW || found.at(-1)?.author === 'last') break
  }
  leaving.abort()
  return found
}

it('MEM-13 events of two processes come each once and in order to a reader that comes back with Last-Event-ID', async () => {
  const dataDir = startedFolder()
  folders.push(dataDir)
  await during(start(dataDir), async (app) => {
    await loaded(app)
    const { handlers, log } = app
    const host = await createHttpHost({
      ...{ host: '127.0.0.1', port: 0, token: TOKEN, contract, handlers, log, version: '0.0.0' },
      rendererDir: rendererStub(dataDir),
      perMinute: () => 0,
      api: { handlers, namespace: 'default', version: '0.0.0' },
      origins: () => [],
    })
    const store = (author: string, row: number, n: number) => {
      const payload = JSON.stringify({ text: `${author} noted number ${n}` })
      const memory = { namespace: 'default', coordinate: [row, n], payload }
      const rest = { type: 'episodic', importance: 0, ifTaken: 'refuse' } as const
      return handlers.memories.store({ ...memory, ...rest }, from(author))
    }
    const [{ seq: begun = 0 } = {}] = await handlers.changes.list({ limit: 1 }, from())
    const script = join(import.meta.dirname, 'beside-child.ts')
    const child = spawn(process.execPath, [script, dataDir, 'ada', String(EACH), '1'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const written = once(child.stdout, 'data')
    const writing = (async () => {
      const authors = () => handlers.changes.authors({ namespace: 'default', whole: false }, from())
      await vi.waitFor(async () => expect(await authors()).toContain('ada'), PATIENT)
      let isWritten = false
      void written.then(() => {
        isWritten = true
      })
      // Our own go on as long as the others do, so that they come between each other.
      for (let n = 0; n < EACH || !isWritten; n++) await store('ben', 2, n)
      await store('last', 3, 0)
    })()
    const seen: { seq: number; author: string }[] = []
    try {
      while (seen.at(-1)?.author !== 'last') {
        seen.push(...(await readSome(new URL(host.url).origin, seen.at(-1)?.seq ?? begun)))
      }
      await writing
      const there: { seq: number; author: string }[] = []
      for (let before: number | undefined; ; before = there.at(-1)?.seq) {
        const query = { namespace: 'default', limit: 500, ...(before !== undefined && { before }) }
        const page = (await handlers.changes.list(query, from())).filter(({ seq }) => seq > begun)
        there.push(...page)
        if (page.length < 500) break
      }
      expect(seen.map(({ seq }) => seq)).toEqual(there.map(({ seq }) => seq).reverse())
      expect(seen.filter(({ author }) => author === 'ada')).toHaveLength(EACH)
      // Else nothing was proved.
      expect(seen.findIndex(({ author }) => author === 'ada')).toBeLessThan(
        seen.findLastIndex(({ author }) => author === 'ben'),
      )
    } finally {
      child.stdin.end()
      await once(child, 'exit')
      await host.close()
    }
  })
}, 120_000)
