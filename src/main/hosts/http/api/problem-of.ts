import { AppError, errors } from '#contract/errors'
import type { Log } from '#engine/ports'
import { toFault } from '#rpc/fault'
import { HttpProblem } from '../http-problem.ts'
import type { Problem } from '../replies.ts'

/** How an error is told: the codes of the registry that the route may give, and anything else as `internal`. */
export const problemOf = (
  error: unknown,
  { declared, log }: { readonly declared: readonly string[]; readonly log: Log },
): Problem => {
  if (error instanceof HttpProblem) return error
  const { code, data } = toFault(error, {
    declared,
    report: (fault, id) => log.error('a request failed', { id, error: stackOf(fault) }),
    newId: () => crypto.randomUUID().slice(0, 8),
  })
  const told = new AppError(code, data as never)
  const issues =
    code === 'request/invalid' ? (told.data as AppError<'request/invalid'>['data']).issues : undefined
  return { status: errors[code].status, code, detail: told.message, ...(issues && { issues }) }
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
