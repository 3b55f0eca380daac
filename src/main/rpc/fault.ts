import { errorData } from '#contract/error-data'
import { type AppError, type ErrorCode, isAppError } from '#contract/errors'

/** An error as it crosses: nothing but a code of the registry and the data that code allows. */
export interface Fault {
  readonly code: ErrorCode
  readonly data: unknown
}

export interface FaultRules {
  /** The codes that the procedure declares; those of the kernel (`request/...`) may always cross. */
  readonly declared: readonly string[]
  /** Gets whatever does not cross, under the id that does. */
  readonly report: (error: unknown, id: string) => void
  readonly newId: () => string
}

/** The data of an error that may cross, or undefined where its code or data are not what the contract says. */
const allowedData = (error: AppError, declared: readonly string[]): object | undefined => {
  const known = declared.includes(error.code) || error.code.startsWith('request/')
  if (!known || !Object.hasOwn(errorData, error.code)) return undefined
  return errorData[error.code].safeParse(error.data).data
}

/** Undeclared errors become `internal` with an id; stack, path and driver text stay with `report`. */
export const toFault = (error: unknown, { declared, report, newId }: FaultRules): Fault => {
  const data = isAppError(error) ? allowedData(error, declared) : undefined
  if (data && isAppError(error)) return { code: error.code, data }
  const id = workerId(error) ?? newId()
  try {
    report(error, id)
  } catch {
    // A log that fails must not cost the caller the answer.
  }
  return { code: 'internal', data: { id } }
}

/** A worker has reported its own already: the same id then leads through both logs. */
const workerId = (error: unknown): string | undefined => {
  const parsed = isAppError(error) && error.code === 'internal' && errorData.internal.safeParse(error.data)
  return parsed ? parsed.data?.id : undefined
}
