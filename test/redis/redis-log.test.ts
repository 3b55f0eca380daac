import { expect, it } from 'vitest'
import { CircuitBreaker } from '#services/circuit-breaker'
import { connectRedis, type RedisClient } from '#stores/redis/connect'
import { RedisLog } from '#stores/redis/redis-log'
import { redisAt } from './open-copy.ts'
import { redisServerPath, startRedis } from './redis-server.ts'

/** A real client, whose answer to the beginning of a log is on its way for as long as wanted. */
const slowlyAnswered = (redis: RedisClient) => {
  const onItsWay = Promise.withResolvers<void>()
  const arrives = Promise.withResolvers<void>()
  const client = new Proxy(redis, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      if (name !== 'somaBegin') return member.bind(target)
      return async (...args: unknown[]) => {
        const answer: unknown = await member.apply(target, args)
        onItsWay.resolve()
        await arrives.promise
        return answer
      }
    },
  })
  return { client, onItsWay: onItsWay.promise, arrive: arrives.resolve }
}

it.skipIf(redisServerPath() === undefined)(
  'STO-7 an answer that Redis gave before it was lost does not say that it is back',
  async () => {
    const server = await startRedis()
    const redis = connectRedis(redisAt([server.port], { timeout: 500 }))
    const { client, onItsWay, arrive } = slowlyAnswered(redis)
    const told: (string | null)[] = []
    const log = new RedisLog({
      redis: client,
      name: 'here',
      format: 1,
      isReadOnly: false,
      breaker: new CircuitBreaker({ threshold: 9, pause: 1, longestPause: 1 }, () => performance.now()),
      onHealth: (lost) => told.push(lost),
    })
    const early = log.begin('first')
    await onItsWay
    await server.kill()
    await expect(log.origin()).rejects.toMatchObject({ code: 'store/read-only' })
    arrive()
    await early
    expect(told).toEqual([expect.stringContaining('here gives no answer')])

    await server.start()
    await expect.poll(() => log.origin().catch(() => 'lost'), { timeout: 10_000 }).not.toBe('lost')
    expect(told.at(-1)).toBeNull()
    await log.close()
    await server.stop()
  },
  30_000,
)
