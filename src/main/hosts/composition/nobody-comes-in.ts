import type { Access } from '#api/access'
import { AppError } from '#contract/errors'

const refuse = (): never => {
  throw new AppError('request/invalid', {
    issues: [{ path: '', message: 'this program answers nobody over HTTP; ask the app, or "soma serve"' }],
  })
}

/** Of a command that ends when it is done. */
export const nobodyComesIn: Access = {
  state: () => ({ door: { state: 'closed' }, isAlwaysOpen: false, tokenFile: null, command: ['soma'] }),
  token: refuse,
  renewToken: refuse,
}
