import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { DecayKind } from '#contract/decay'
import type { DecayRules } from '#contract/decay-rules'
import { DEFAULT_DECAY } from '#engine/decay/default-rules'
import { programFiles } from '#hosts/program-files'
import { fill, MADE_AT, NAMESPACE, type Opened, openFilled } from './decay/filled-store.ts'
import { writeResults } from './index/report.ts'
import { seededRandom } from './seeded-random.ts'

/**
 * Whether sweeps do what a forecast said (DEC-5): `node bench/decay-forecast.ts`, for a shorter one `--n 5000`. Memories of
 * a month, of many importances, some recalled, pinned or with nothing to lose; one forecast for each set of rules, then a
 * sweep at each of several dates. After each sweep the memories that it evicted, let decay or took fields from must be
 * those of the forecast, none more and none fewer, each for its reason. It ends with an error where one is not.
 */
const { values } = parseArgs({
  options: { n: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const [n, seed] = [Number(values.n), Number(values.seed)]
const [HOUR, DAY] = [3600, 86_400]
const NOW = MADE_AT + 30 * DAY
const DATES = [12 * HOUR, 2 * DAY, 6 * DAY, 20 * DAY].map((later) => NOW + later)
const PAGE = 500

const slow = { ...DEFAULT_DECAY.weights, age: 1 / 24, idle: 1 / 24, importance: -20, importanceThreshold: 2 }
const levels = [5, 15, 33].map((days, i) => ({
  seconds: days * DAY,
  keys: [['tags'], ['title'], ['case']][i] ?? [],
}))
const RULES: Readonly<Record<string, Partial<DecayRules>>> = {
  'by age and idleness': { isOn: true, weights: { ...slow, threshold: 40 } },
  'by idleness, which uses hold up': {
    isOn: true,
    weights: { ...slow, age: 0, stdpStrength: 5, stdpDecayRate: 1e-5, access: -2, threshold: 12 },
  },
  'by levels, beyond a limit of some': { levels, limit: Math.floor(n * 0.9), evictTypes: ['episodic'] },
  'by all of it': {
    isOn: true,
    weights: { ...slow, threshold: 55 },
    levels,
    limit: Math.floor(n * 0.95),
    protectedKeys: ['case'],
  },
}

const random = seededRandom(seed)
const shapes = Array.from({ length: n }, (_, i) => ({
  at: MADE_AT + Math.floor(i / 1000) * ((30 * DAY) / Math.ceil(n / 1000)),
  importance: Math.floor(random() * 13) / 4 - 1,
  pinned: random() < 0.02,
  ...(random() < 0.01 && { payload: '{"timestamp":7}' }),
}))

interface Known {
  readonly id: string
  readonly isDeleted: 0 | 1
  readonly isForgotten: 0 | 1
  readonly levels: number
}

const known = ({ db }: Opened): Map<string, Known> => {
  const all = db.prepare(
    `SELECT m.id, m.deleted_at IS NOT NULL AS isDeleted, coalesce(d.forgotten, 0) AS isForgotten, coalesce(d.levels, 0) AS levels
     FROM memories AS m LEFT JOIN decay AS d ON d.memory_key = m.key`,
  )
  return new Map((all.all() as Known[]).map((one) => [one.id, one]))
}

/** Some were used since, as agents use them. */
const use = async ({ store, time }: Opened): Promise<void> => {
  const chance = seededRandom(seed + 1)
  const touches = []
  for (let key = 1; key <= n; key++) {
    if (chance() > 0.3) continue
    touches.push({ key, count: 1 + Math.floor(chance() * 4), at: MADE_AT + chance() * 30 * DAY })
  }
  await store.touch(touches)
  time.now = NOW
}

interface Told {
  readonly id: string
  readonly kind: DecayKind
  readonly at: number
}

const forecast = async ({ engine }: Opened, at: number): Promise<Told[]> => {
  const told: Told[] = []
  for (let total = 1; told.length < total; ) {
    const page = await engine.decay.victims({ namespace: NAMESPACE, at, offset: told.length, limit: PAGE })
    total = page.total
    told.push(...page.victims.map(({ memory, kind, at: due }) => ({ id: memory.id, kind, at: due })))
    if (page.victims.length === 0) break
  }
  const { counts } = await engine.decay.forecast({ namespace: NAMESPACE, at, bins: 1 })
  const sum = counts.evict + counts.decay + counts.reduce
  if (sum !== told.length) throw new Error(`${sum} are counted and ${told.length} are named`)
  return told
}

/** What a sweep does about a memory of which several things came true at once: who decays has no fields left to lose. */
const expected = (told: readonly Told[]): Map<string, string> => {
  const ends = new Map<string, string>()
  const passed = new Map<string, number>()
  for (const { id, kind } of told) {
    if (kind === 'reduce') passed.set(id, (passed.get(id) ?? 0) + 1)
    else ends.set(id, kind)
  }
  for (const [id, count] of passed) if (!ends.has(id)) ends.set(id, `reduce by ${count}`)
  return ends
}

const happened = (
  before: ReadonlyMap<string, Known>,
  after: ReadonlyMap<string, Known>,
): Map<string, string> => {
  const ends = new Map<string, string>()
  for (const [id, now] of after) {
    const then = before.get(id)
    if (then === undefined) throw new Error(`${id} came from nowhere`)
    if (now.isDeleted !== then.isDeleted) ends.set(id, 'evict')
    else if (now.isForgotten !== then.isForgotten) ends.set(id, 'decay')
    else if (now.levels !== then.levels) ends.set(id, `reduce by ${now.levels - then.levels}`)
  }
  return ends
}

const differences = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] =>
  [...new Set([...a.keys(), ...b.keys()])]
    .filter((id) => a.get(id) !== b.get(id))
    .map((id) => `${id}: foretold ${a.get(id) ?? 'nothing'}, done ${b.get(id) ?? 'nothing'}`)

const count = (ends: ReadonlyMap<string, string>, kind: DecayKind): number =>
  [...ends.values()].filter((end) => end.startsWith(kind)).length

const folder = mkdtempSync(join(tmpdir(), 'soma-decay-forecast-'))
const rows = []
let wrong = 0
try {
  const { sample } = programFiles(resolve(import.meta.dirname, '..'))
  const filled = join(folder, 'filled.sqlite')
  await fill(filled, { n, seed, sample, shape: (i) => shapes[i] ?? {} })
  for (const [name, rules] of Object.entries(RULES)) {
    const file = join(folder, 'used.sqlite')
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    copyFileSync(filled, file)
    const opened = await openFilled(file, { rules: { ...DEFAULT_DECAY, limit: null, ...rules }, now: NOW })
    await opened.engine.decay.use(opened.engine.decay.rules)
    await use(opened)
    const told = await forecast(opened, DATES.at(-1) ?? NOW)
    let [since, before] = [Number.NEGATIVE_INFINITY, known(opened)]
    for (const date of DATES) {
      opened.time.now = date
      await opened.engine.decay.sweep({ author: 'soma' })
      const after = known(opened)
      const window = told.filter(({ at }) => at > since && at <= date)
      const [should, did] = [expected(window), happened(before, after)]
      const different = differences(should, did)
      for (const one of different.slice(0, 5)) console.error(`${name}, ${(date - NOW) / DAY} days: ${one}`)
      wrong += different.length
      rows.push({
        rules: name,
        'days on': (date - NOW) / DAY,
        evicted: count(did, 'evict'),
        decayed: count(did, 'decay'),
        reduced: count(did, 'reduce'),
        'other than foretold': different.length,
      })
      ;[since, before] = [date, after]
    }
    await opened.close()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.table(rows)
writeResults(
  { command: 'node bench/decay-forecast.ts', file: `decay-forecast-${n}` },
  { seed, load: loadavg()[0], rows },
)
if (wrong > 0) throw new Error(`${wrong} memories fared otherwise than was foretold`)
