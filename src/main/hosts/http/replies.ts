import type { FastifyReply } from 'fastify'
import { contentSecurityPolicyHeader } from '../content-security-policy.ts'

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

export interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
}

/** RFC 9457, with the stable code that callers look at. */
export const sendProblem = (reply: FastifyReply, { status, code, detail }: Problem): FastifyReply =>
  reply
    .code(status)
    .headers({ ...securityHeaders, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, code, detail }))
