import type { FastifyReply } from 'fastify'
import { contentSecurityPolicyHeader } from '../content-security-policy.ts'
import { statusName } from './status-name.ts'

/** On every answer, whatever it is. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicyHeader,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=()',
}

/** For a page of another place that may ask. Never with cookies: it brings the token. */
export const crossOriginHeaders = (origin: string): Readonly<Record<string, string>> => ({
  'access-control-allow-origin': origin,
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': 'authorization, content-type, last-event-id, x-soma-client',
  'access-control-expose-headers': 'retry-after',
  'access-control-max-age': '600',
  'cross-origin-resource-policy': 'cross-origin',
  vary: 'origin',
})

export interface Problem {
  readonly status: number
  readonly code: string
  /** One sentence: what was wrong, and what would be right. */
  readonly detail: string
  /** Of a request that does not fit: where, and what is wrong there. */
  readonly issues?: readonly { readonly path: string; readonly message: string }[]
}

/** RFC 9457, with the stable code that callers look at. */
export const problemJson = ({ status, code, detail, issues }: Problem): object => ({
  type: 'about:blank',
  title: statusName(status) ?? 'Refused',
  status,
  code,
  detail,
  ...(issues && { issues }),
})

/** After these the rest of the body is not read, so the connection cannot be used again. */
const ENDS_CONNECTION = new Set([408, 413])

export const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply
    .code(problem.status)
    .headers({
      ...securityHeaders,
      'cache-control': 'no-store',
      ...(ENDS_CONNECTION.has(problem.status) && { connection: 'close' }),
    })
    .type('application/problem+json')
    .send(JSON.stringify(problemJson(problem)))
