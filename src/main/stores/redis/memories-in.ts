import { connectRedis, type RedisSettings } from './connect.ts'
import { refuseUnfinished } from './foreign-keys.ts'
import { keysOf } from './keys.ts'

/**
 * How many memories live there, by what is kept of each namespace.
 * @throws Error with a sentence where a move to it has not ended, or it does not answer
 */
export const memoriesIn = async (settings: RedisSettings): Promise<number> => {
  const redis = connectRedis(settings)
  // A client without a listener ends the program; what fails is told by the call that it fails.
  redis.on('error', () => {})
  try {
    await refuseUnfinished(redis)
    const rows = Object.values(await redis.hgetall(keysOf(null).table('namespaces')))
    return rows.reduce((sum, row) => sum + Number((JSON.parse(row) as { living?: number }).living ?? 0), 0)
  } finally {
    redis.disconnect()
  }
}
