import type { FastifyInstance } from 'fastify'
import type { Guard } from './guard.ts'
import { sendProblem } from './replies.ts'

export interface MetricsRoute {
  readonly source: { readonly contentType: string; text(): Promise<string> }
  /** Whether programs on this computer need no token. */
  readonly isOpen: boolean
}

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** `/metrics` for Prometheus: names of namespaces stand in it, so it asks for the token like everything else. */
export const addMetrics = (app: FastifyInstance, guard: Guard, { source, isOpen }: MetricsRoute): void => {
  app.get('/metrics', async (request, reply) => {
    const isNear = isOpen && LOOPBACK.test(request.socket.remoteAddress ?? '')
    const refusal = isNear ? undefined : guard.checkSession(request.headers)
    if (refusal) return sendProblem(reply, refusal)
    return reply
      .type(source.contentType)
      .header('cache-control', 'no-store')
      .send(await source.text())
  })
}
