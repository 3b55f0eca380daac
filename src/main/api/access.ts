import type { AccessState } from '#contract/access'
import type { SomaHandlers } from '#contract/index'

/** Through which programs come in. */
export interface Access {
  state(): AccessState
  token(): string
  /** @throws AppError `setting/fixed` where whoever started the program gave it */
  renewToken(): string
}

export const accessHandlers = ({ access }: { readonly access: Access }): SomaHandlers['access'] => ({
  state: async () => access.state(),
  token: async () => ({ token: access.token() }),
  renewToken: async () => ({ token: access.renewToken() }),
})
