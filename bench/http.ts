import { existsSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { parseArgs } from 'node:util'
import { startServe } from '../test/journeys/edition.ts'
import { seededRandom } from './seeded-random.ts'

// Many clients at once, over HTTP, each asking again as soon as it is answered:
//   npm run build && node bench/generate.ts --n 100000 --data FOLDER && node bench/http.ts --data FOLDER
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    namespace: { type: 'string', default: 'bench' },
    requests: { type: 'string', default: '10000' },
    connections: { type: 'string', default: '50' },
  },
})
if (values.data === undefined || !existsSync(values.data)) {
  throw new Error('name a folder that bench/generate.ts has filled with --data FOLDER')
}
const { namespace } = values
const REQUESTS = Number(values.requests)
const CONNECTIONS = Number(values.connections)

const QUERIES = [
  'attacker reads memory after it was freed',
  'session cookie without secure flag',
  'integer overflow leads to a short buffer',
  'password stored in cleartext',
  'race condition between check and use',
]

process.env.SOMA_HTTP__RATE_LIMIT = '0'
const server = await startServe(values.data)
const { origin, searchParams } = new URL(server.url)
const headers = {
  authorization: `Bearer ${searchParams.get('token')}`,
  'content-type': 'application/json',
  'x-soma-client': 'bench',
}
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })

interface Asked {
  readonly method: string
  readonly path: string
  readonly body?: object
}

/** Resolves with status and body once the whole answer is there. */
const ask = ({ method, path, body }: Asked): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers, agent }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body && JSON.stringify(body))
  })

const page = await ask({ method: 'GET', path: `/memories?namespace=${namespace}&limit=500` })
const coords = (JSON.parse(page.text) as { rows: { coord: number[] }[] }).rows.map(({ coord }) =>
  coord.join(','),
)
const random = seededRandom(1)
const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T

const recall = (): Asked => ({
  method: 'POST',
  path: '/recall',
  body: { namespace, query: one(QUERIES), top_k: 5 },
})
const get = (): Asked => ({ method: 'GET', path: `/memories/${one(coords)}?namespace=${namespace}` })
const store = (): Asked => ({
  method: 'POST',
  path: '/memories',
  body: {
    namespace: 'http-bench',
    coord: [random(), random()],
    payload: { text: `${one(QUERIES)} ${random()}` },
  },
})
/** As an agent does it: mostly it recalls, sometimes it looks something up, seldom it stores. */
const mixed = (): Asked => {
  const chance = random()
  return chance < 0.7 ? recall() : chance < 0.9 ? get() : store()
}

const percentile = (times: readonly number[], share: number): string =>
  (times[Math.min(times.length - 1, Math.floor(times.length * share))] as number).toFixed(1)

const measure = async (what: string, next: () => Asked) => {
  const times: number[] = []
  let [begun, errors] = [0, 0]
  const client = async (): Promise<void> => {
    while (begun < REQUESTS) {
      begun++
      const started = performance.now()
      const status = await ask(next()).then(
        (answer) => answer.status,
        () => 0,
      )
      times.push(performance.now() - started)
      if (status < 200 || status > 299) errors++
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: CONNECTIONS }, client))
  const seconds = (performance.now() - started) / 1000
  times.sort((a, b) => a - b)
  const [p50, p95, max] = [0.5, 0.95, 1].map((share) => percentile(times, share))
  return {
    what,
    requests: times.length,
    errors,
    'p50 ms': p50,
    'p95 ms': p95,
    'max ms': max,
    'a second': Math.round(times.length / seconds),
  }
}

try {
  await ask({ method: 'POST', path: '/namespaces', body: { name: 'http-bench' } })
  while ((await ask({ method: 'GET', path: '/readyz' })).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  console.table([
    await measure('one memory', get),
    await measure('recall', recall),
    await measure('store', store),
    await measure('70 % recall, 20 % one memory, 10 % store', mixed),
  ])
} finally {
  agent.destroy()
  await server.stop()
}
