import { randomUUID } from 'node:crypto'
import type { ConnectionTrial } from '../connection-trial.ts'
import { connectRedis, type RedisClient, type RedisSettings } from './connect.ts'
import { refuseForeignKeys } from './foreign-keys.ts'
import { HEAD } from './keys.ts'
import { withoutAddress } from './without-address.ts'

/** Milliseconds after which what was written to see whether it can be is gone in any case. */
const STAYS = 1000

/** Asks Redis who it is, and writes a key that it deletes at once. Never rejects. */
export const tryRedis = async (settings: RedisSettings, elapsed: () => number): Promise<ConnectionTrial> => {
  const name = settings.nodes.map(({ host, port }) => `${host}:${port}`).join(', ')
  const trial = { name, version: null, milliseconds: null, isWritable: null, notes: [] }
  const client = connectRedis(settings)
  let heard = ''
  client.on('error', (error: Error) => {
    heard = error.message
  })
  try {
    const facts = factsOf(await client.info())
    const started = elapsed()
    await client.ping()
    const reached = {
      ...trial,
      version: facts.get('redis_version') ?? null,
      milliseconds: elapsed() - started,
    }
    const problem = await problemOf(client, settings)
    const isWritable = settings.readOnly === true ? null : problem === null
    return { ...reached, isWritable, problem, notes: notesOf(facts) }
  } catch (error) {
    return { ...trial, problem: sentenceOf(name, heard || messageOf(error)) }
  } finally {
    client.disconnect()
  }
}

const problemOf = async (
  client: RedisClient,
  { readOnly = false }: Pick<RedisSettings, 'readOnly'>,
): Promise<string | null> => {
  try {
    if (!(await client.hget(HEAD, 'log'))) await refuseForeignKeys(client)
    if (readOnly) return null
    const key = `soma-trial-${randomUUID()}`
    await client.set(key, '1', 'PX', STAYS)
    await client.del(key)
    return null
  } catch (error) {
    return messageOf(error)
  }
}

const factsOf = (info: string): ReadonlyMap<string, string> =>
  new Map(
    info
      .split(/\r?\n/)
      .filter((line) => line.includes(':'))
      .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )

/** What keeps memories from surviving there. */
const notesOf = (facts: ReadonlyMap<string, string>): string[] => {
  const policy = facts.get('maxmemory_policy')
  return [
    ...(facts.get('aof_enabled') === '0'
      ? ['It writes no file of its changes (appendonly no): what it holds may be lost when it stops.']
      : []),
    ...(policy !== undefined && policy !== 'noeviction'
      ? [`It throws keys away when memory is short (maxmemory-policy ${policy}): set noeviction.`]
      : []),
  ]
}

const sentenceOf = (name: string, what: string): string =>
  `Redis at ${name} cannot be used: ${withoutAddress(what, { name })}.`

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
