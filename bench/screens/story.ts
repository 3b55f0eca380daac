import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { CallContext } from '#contract/define'
import { type Composition, compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import { programFiles } from '#hosts/program-files'
import { ROOT } from '../../test/journeys/edition.ts'
import { tellMetrics } from './metric-story.ts'
import { goTo, PICTURED } from './pictured-time.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** In seconds, as rates of forgetting are. */
const HOUR = 3600
/** When the memories came. */
export const BEGINNING = PICTURED - 40 * DAY

const QUERIES = [
  'session cookie without secure flag',
  'attacker reads memory after it was freed',
  'integer overflow leads to a short buffer',
  'password stored in cleartext',
  'race condition between check and use',
  'untrusted input in a shell command',
  'certificate is not validated',
  'log file reveals credentials',
  'path traversal in an upload',
  'deserialization of untrusted data',
  'weak random numbers for a token',
  'missing rate limit at login',
]

const SOURCE = 'review of 30 November'

/** What is new in what an agent wants to keep; the rest says what is known, and the gate stops it. */
const REMEMBERED = [
  'The release of 3 March logs the bearer token when the upstream proxy answers with 407.',
  'Reviewers agreed to treat every archive entry name as hostile until it was resolved below the target folder.',
  'Team billing moved its session store to Redis; cookies are marked Secure and SameSite=Lax since build 4127.',
  'A fuzzer found a heap overflow in the TIFF reader when the strip count is larger than the row count.',
  'Two services share one database user, so that neither can be told from the other in the log of queries.',
  'The nightly build signs artefacts with a key that was generated on a laptop; it is to move into the vault.',
]

/**
 * What an agent and a person did with the memories in the last hours, so that each screen has something to show. It goes
 * through the same doors as everything else; only the clock is put forward.
 */
export const tellStory = async (folder: string, namespace: string): Promise<void> => {
  goTo(BEGINNING)
  const program = await compose({
    config: loadConfig({ env: {}, explicit: { data_dir: folder } }),
    edition: 'browser',
    files: programFiles(ROOT),
    version: '0.0.0',
  })
  const { signal } = new AbortController()
  const by = (client: string): CallContext => ({ client, signal })
  const [agent, person] = [by('review-agent'), by('app')]
  const { handlers } = program
  await indexReady(program, person)

  goTo(PICTURED - 3 * DAY)
  await handlers.settings.set(
    {
      settings: [
        { key: 'memory_enterprise.salience.novelty_gate', value: true },
        // Forgetting within weeks, so that there is something to foresee.
        { key: 'memory_enterprise.decay.enabled', value: true },
        { key: 'memory_enterprise.decay.config.age_weight', value: 0.001 / HOUR },
        { key: 'memory_enterprise.decay.config.recency_weight', value: 0.001 / HOUR },
      ],
    },
    person,
  )
  await putRight(program, { namespace, context: person })
  await expectAnswers(program, { namespace, context: person })

  for (const [i, query] of QUERIES.entries()) {
    goTo(PICTURED - DAY + i * MINUTE)
    await handlers.recall.search({ namespace, query, k: 10 }, agent)
  }
  await queriesKept(program, { namespace, context: person })
  for (const hour of [20, 16, 12, 9, 7, 5, 4, 3, 2]) {
    goTo(PICTURED - hour * 60 * MINUTE)
    await handlers.quality.measure({ namespace }, person)
  }
  for (const [i, query] of QUERIES.entries()) {
    goTo(PICTURED - (55 - i * 4) * MINUTE)
    const { hits } = await handlers.recall.search({ namespace, query, k: 10 }, agent)
    if (i % 3 === 0) await linkFirst(program, { namespace, hits, context: agent })
    goTo(PICTURED - (54 - i * 4) * MINUTE)
    const known = hits[1]?.memory.coordinate
    let payload = JSON.stringify({ text: REMEMBERED[(i - 1) >> 1], source: SOURCE })
    if (i % 2 === 0 && known) {
      const said = await handlers.memories.get({ namespace, coordinate: known }, agent)
      payload = JSON.stringify({ ...JSON.parse(said.payload), source: SOURCE })
    }
    await handlers.memories.remember(
      { namespace, payload, type: 'semantic', importance: 2, reason: 'Noted in a review' },
      agent,
    )
  }
  goTo(PICTURED - 4 * MINUTE)
  await handlers.quality.measure({ namespace }, person)
  await handlers.activity.record(
    { namespace, name: 'Morning review', from: (PICTURED - 60 * MINUTE) / 1000, until: PICTURED / 1000 },
    person,
  )
  const { total } = await handlers.memories.stats({ namespace }, person)
  await program.close()
  goTo(PICTURED)
  // What came in all at once to make it is no figure of a morning.
  for (const part of ['', '-wal', '-shm']) rmSync(join(folder, `metrics.sqlite${part}`), { force: true })
  tellMetrics(folder, PICTURED / 1000, total)
}

interface At {
  readonly namespace: string
  readonly context: CallContext
}

/** A person corrects, pins and throws away. */
const putRight = async ({ handlers }: Composition, { namespace, context }: At): Promise<void> => {
  const found = await handlers.recall.search({ namespace, query: QUERIES[0] ?? '', k: 10 }, context)
  const [first, second, third, ...others] = found.hits.map(({ memory }) => memory.coordinate)
  if (first === undefined || second === undefined || third === undefined) return
  const fields = JSON.stringify({
    reviewed: '2026-11-27',
    verdict: 'holds for every cookie that names a session',
  })
  await handlers.memories.setFields(
    { namespace, coordinate: first, payload: fields, reason: 'Checked against the code' },
    context,
  )
  await handlers.memories.update({ namespace, coordinate: second, pinned: true }, context)
  await handlers.memories.updateMany(
    { namespace, coordinates: others.slice(0, 3), set: { importance: 4 }, reason: 'Seen again in a case' },
    context,
  )
  await handlers.memories.remove({ namespace, coordinates: others.slice(-2) }, context)
  await handlers.links.put(
    { namespace, from: first, to: third, type: 'confirmed_by', weight: 2, note: 'The same cause' },
    context,
  )
}

const expectAnswers = async ({ handlers }: Composition, { namespace, context }: At): Promise<void> => {
  for (const query of QUERIES.slice(0, 6)) {
    const { hits } = await handlers.recall.search({ namespace, query, k: 10 }, context)
    for (const [place, grade] of [
      [0, 3],
      [2, 2],
      [7, 1],
    ] as const) {
      const coordinate = hits[place]?.memory.coordinate
      if (coordinate === undefined) continue
      await handlers.golden.star({ namespace, set: 'Reviews', query, coordinate, grade }, context)
    }
  }
  for await (const _ of handlers.golden.run({ namespace, set: 'Reviews', k: 10, settings: {} }, context)) {
  }
  await handlers.queries.save(
    { namespace, name: 'Cookies', query: QUERIES[0] ?? '', k: 10, ifTaken: 'refuse' },
    context,
  )
}

const linkFirst = async (
  { handlers }: Composition,
  { namespace, hits, context }: At & { readonly hits: readonly { memory: { coordinate: number[] } }[] },
): Promise<void> => {
  const [from, to] = [hits[0]?.memory.coordinate, hits[4]?.memory.coordinate]
  if (from === undefined || to === undefined) return
  await handlers.links.put({ namespace, from, to, type: 'related', weight: 1, note: null }, context)
}

const indexReady = async ({ handlers }: Composition, context: CallContext): Promise<void> => {
  for (;;) {
    const { index } = await handlers.app.status({}, context)
    if (index.state === 'ready' && !index.isBuilding && index.waiting === null) return
    if (index.state === 'failed') throw new Error(index.reason)
    await delay(100)
  }
}

/** The watch writes down every few seconds what was asked. */
const queriesKept = async ({ handlers }: Composition, { namespace, context }: At): Promise<void> => {
  for (;;) {
    const { queries, needed } = await handlers.quality.watch({ namespace }, context)
    if (queries >= needed) return
    await delay(250)
  }
}
