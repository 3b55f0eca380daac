import type { Problem } from './replies.ts'

/** A refusal that HTTP itself brings about, beside the errors of the contract. */
export class HttpProblem extends Error implements Problem {
  readonly status: number
  readonly code: string
  readonly detail: string

  constructor(status: number, code: string, detail: string) {
    super(detail)
    this.status = status
    this.code = code
    this.detail = detail
  }
}
