import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { openDatabase } from '#stores/sqlite/open'
import { startServe } from '../test/journeys/edition.ts'

// Two processes that store on one data folder as fast as they can, a recall after each fifty, while the app runs on it
// (MEM-13): whether all of it is there, who sees it, and how long after its change a listener of the app was told.
//   npm run build && node bench/processes.ts [memories of each]
const EACH = Number(process.argv[2] ?? 5000)
const AUTHORS = ['ada', 'ben']
const NAMESPACE = 'default'
const say = (line: string): void => void process.stdout.write(`${line}\n`)

const dataDir = mkdtempSync(join(tmpdir(), 'soma-bench-processes-'))
openDatabase({ file: join(dataDir, 'memories.sqlite') }).db.close()
const server = await startServe(dataDir)
const { origin, searchParams } = new URL(server.url)
const headers = { authorization: `Bearer ${searchParams.get('token')}` }

/** Seconds from each change to the moment when the app told of it, by its number. */
const delays = new Map<number, number>()
let doubled = 0
const stopping = new AbortController()
const listen = async (): Promise<void> => {
  const { body } = await fetch(`${origin}/events?since=0&namespace=${NAMESPACE}`, {
    headers,
    signal: stopping.signal,
  })
  let text = ''
  for await (const part of (body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
    const events = (text + part).split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1]
      const change = data === undefined ? null : JSON.parse(data)
      if (!AUTHORS.includes(change?.author)) continue
      if (delays.has(change.seq)) doubled++
      else delays.set(change.seq, Date.now() / 1000 - change.at)
    }
  }
}
const listening = listen().catch((error: unknown) => {
  if (!stopping.signal.aborted) throw error
})

const started = performance.now()
const children = AUTHORS.map((author, i) => {
  const script = join(import.meta.dirname, '../test/composition/beside-child.ts')
  const child = spawn(process.execPath, [script, dataDir, author, String(EACH), String(i + 1)])
  let faults = ''
  child.stderr.on('data', (part) => {
    faults += String(part)
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    author,
    line: async (): Promise<string> => (await lines.next()).value as string,
    ask: (query: string): void => void child.stdin.write(`${query}\n`),
    end: async (): Promise<string> => {
      child.stdin.end()
      await once(child, 'exit')
      return faults
    },
  }
})
await Promise.all(children.map(({ line }) => line()))
const seconds = (performance.now() - started) / 1000

/** Asks until it says so; a second process sees within a second what a first one wrote. */
const untilAllIsTold = async (): Promise<void> => {
  for (let tries = 0; delays.size < AUTHORS.length * EACH && tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
await untilAllIsTold()
stopping.abort()
await listening
const stats = (await (await fetch(`${origin}/stats?namespace=${NAMESPACE}`, { headers })).json()) as object
const seen = await Promise.all(
  children.map(async ({ ask, line }, i) => {
    const other = AUTHORS[1 - i]
    ask(`${other} noted number ${EACH - 1}`)
    return line()
  }),
)
const faults = await Promise.all(children.map(({ end }) => end()))
await server.stop()

const sorted = [...delays.values()].sort((a, b) => a - b)
const at = (share: number): string =>
  `${((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 1000).toFixed(0)} ms`
say(
  `${AUTHORS.length} x ${EACH} stored in ${seconds.toFixed(1)} s beside the app, load ${loadavg()[0]?.toFixed(1)}`,
)
say(`complaints: ${JSON.stringify(faults.filter((text) => text !== ''))}`)
say(`the app has ${JSON.stringify(stats)}`)
say(`${AUTHORS.map((author, i) => `${author} sees ${seen[i]}`).join('; ')}`)
say(
  `told of ${delays.size} changes, ${doubled} of them twice; after p50 ${at(0.5)}, p99 ${at(0.99)}, at most ${at(1)}`,
)
rmSync(dataDir, { recursive: true })
