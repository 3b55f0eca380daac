import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { HttpProblem } from './http-problem.ts'

/**
 * How much a client may ask. Each has a measure of its own, by the name it gives and where it is, whatever it asks: there is
 * one token only.
 * @param perMinute requests in a minute; 0 is no limit
 */
export const openRateLimit = async (
  app: FastifyInstance,
  { perMinute, clientOf }: { perMinute: () => number; clientOf: (request: FastifyRequest) => string },
): Promise<onRequestAsyncHookHandler> => {
  await app.register(rateLimit, { global: false })
  return app.rateLimit({
    max: () => perMinute(),
    timeWindow: 60_000,
    allowList: () => perMinute() === 0,
    keyGenerator: (request) => `${clientOf(request)} ${request.ip}`,
    errorResponseBuilder: (_, { max, ttl }) =>
      new HttpProblem(
        429,
        'http/too-many',
        `More than ${max.toLocaleString('en')} requests in a minute. Wait ${Math.ceil(ttl / 1000)} seconds, or raise http.rate_limit.`,
      ),
  }) as onRequestAsyncHookHandler
}
