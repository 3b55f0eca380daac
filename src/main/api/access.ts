import type { AccessState } from '#contract/access'
import type { SomaHandlers } from '#contract/index'
import type { ReachGuard } from './reach.ts'

/** Through which programs come in. */
export interface Access {
  state(): AccessState
  token(): string
  /** @throws AppError `setting/fixed` where whoever started the program gave it */
  renewToken(): string
}

export const accessHandlers = ({
  access,
  reach,
}: {
  readonly access: Access
  readonly reach: ReachGuard
}): SomaHandlers['access'] => ({
  state: async () => access.state(),
  token: async () => ({ token: access.token() }),
  allow: async ({ id, code }) => {
    reach.confirm(id, code)
    return {}
  },
  renewToken: async () => ({ token: access.renewToken() }),
})
