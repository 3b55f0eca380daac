import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import { builtFiles } from '../test/composition/built-files.ts'

// A file of memories through the whole program, as the app does it: uploaded in parts, tried, imported, ended early and
// gone on with, imported again, undone. How fast, how much memory, and how long whoever asks the host has to wait:
//   node bench/import.ts [memories] [characters that each has besides]
const MEMORIES = Number(process.argv[2] ?? 100_000)
const BESIDES = Number(process.argv[3] ?? 0)
const PART = 1_000_000
const NOUNS = [
  'heron',
  'pond',
  'ledger',
  'cookie',
  'token',
  'harbour',
  'engine',
  'window',
  'sparrow',
  'kernel',
]
const VERBS = ['watches', 'signs', 'drops', 'follows', 'repairs', 'forgets', 'opens', 'weighs']

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const word = (list: readonly string[], n: number): string => list[n % list.length] as string
const lineOf = (n: number): string => {
  const text = `The ${word(NOUNS, n)} ${word(VERBS, n * 7)} the ${word(NOUNS, n * 3 + 1)} number ${n} of day ${n % 365}, and the ${word(NOUNS, n * 11)} ${word(VERBS, n)} it again`
  const rest = BESIDES === 0 ? {} : { log: `${text}. `.repeat(BESIDES / text.length) }
  const payload = {
    text,
    source: `agent-${n % 12}`,
    tags: [word(NOUNS, n), word(VERBS, n)],
    turn: n,
    ...rest,
  }
  const memory = {
    coordinate: [n % 1000, Math.floor(n / 1000)],
    payload: JSON.stringify(payload),
    type: 'episodic',
    timestamp: n,
  }
  const link =
    n % 5 === 0 && n > 0
      ? `${JSON.stringify({ link: { from: [n % 1000, Math.floor(n / 1000)], to: [0, 0], type: 'of' } })}\n`
      : ''
  return `${JSON.stringify({ memory })}\n${link}`
}

const dataDir = mkdtempSync(join(tmpdir(), 'soma-bench-import-'))
const config = loadConfig({
  env: {},
  explicit: { data_dir: dataDir, memory_enterprise: { max_memory_size: 10_000_000 } },
})
const app = await compose({ config, files: builtFiles, version: '0', edition: 'browser' })
const { imports } = app.handlers
const context = (signal = new AbortController().signal) => ({ client: 'bench', signal })

let peak = 0
const watching = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 50)

const cpu = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Processor time of this thread between two looks of a timer: what kept others waiting is the host's own, not the machine's. */
const measureWork = () => {
  const times: number[] = []
  let last = cpu()
  const looking = setInterval(() => {
    const now = cpu()
    times.push(now - last)
    last = now
  }, 1)
  return (): { p99: number; p999: number; max: number; sum: number } => {
    clearInterval(looking)
    times.sort((a, b) => a - b)
    const at = (share: number): number =>
      times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
    return { p99: at(0.99), p999: at(0.999), max: at(1), sum: times.reduce((sum, one) => sum + one, 0) }
  }
}

/** Does something, and says how long it took and how long the host kept others waiting meanwhile. */
const measured = async (what: string, work: () => Promise<number>): Promise<void> => {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  peak = process.memoryUsage.rss()
  const before = peak
  const started = performance.now()
  delay.enable()
  const endWork = measureWork()
  const count = await work()
  const own = endWork()
  delay.disable()
  const seconds = (performance.now() - started) / 1000
  const ms = (ns: number): string => (ns / 1e6).toFixed(1)
  const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(0)
  say(
    `${what}: ${count.toLocaleString('en')} in ${seconds.toFixed(1)} s, ${Math.round(count / seconds).toLocaleString('en')} a second; ` +
      `host late by p99 ${ms(delay.percentile(99))}, p99.9 ${ms(delay.percentile(99.9))}, max ${ms(delay.max)} ms; ` +
      `own work at a stretch p99 ${own.p99.toFixed(1)}, p99.9 ${own.p999.toFixed(1)}, max ${own.max.toFixed(1)} ms, ${own.sum.toFixed(0)} ms in all; ` +
      `${mib(before)} MiB before, ${mib(peak)} at most; load ${loadavg()[0]?.toFixed(1)}`,
  )
}

const uploaded = async (): Promise<string> => {
  let { upload } = await imports.upload({ text: '' }, context())
  let text = ''
  for (let n = 0; n < MEMORIES; n++) {
    text += lineOf(n)
    if (text.length < PART && n < MEMORIES - 1) continue
    ;({ upload } = await imports.upload({ upload, text }, context()))
    text = ''
  }
  return upload
}

type Options = Partial<Parameters<typeof imports.run>[0]>
const run = async (
  upload: string,
  options: Options,
  stopAfter = Number.POSITIVE_INFINITY,
): Promise<number> => {
  const stop = new AbortController()
  const query = {
    namespace: 'bench',
    upload,
    name: 'bench.jsonl',
    format: 'jsonl',
    mode: 'update',
    dryRun: false,
    resume: false,
    ...options,
  }
  let last = 0
  try {
    for await (const item of imports.run(query as Parameters<typeof imports.run>[0], context(stop.signal))) {
      if (item.kind === 'done') {
        say(`  ${JSON.stringify({ ...item.report, first: undefined })}`)
        id = item.report.import ?? id
      } else if (item.kind === 'progress') {
        last = item.count
        if (item.count >= stopAfter) stop.abort()
      }
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error
  }
  return last
}
let id = ''

let upload = ''
await measured('upload', async () => {
  upload = await uploaded()
  return MEMORIES
})
await measured('dry run, nothing there', () => run(upload, { dryRun: true }))
await measured('import, ended early', () => run(upload, {}, MEMORIES / 2))
await measured('gone on with', () => run(upload, { resume: true }))
await measured('the same again', () => run(upload, {}))
await measured('undo', async () => {
  let done = 0
  for await (const item of imports.undo({ namespace: 'bench', import: id }, context())) done = item.done
  return done
})
clearInterval(watching)
await app.close()
rmSync(dataDir, { recursive: true })
