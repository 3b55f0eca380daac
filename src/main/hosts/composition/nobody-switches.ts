import type { ConnectionAccess } from '#api/connections'
import type { ConnectionMark } from '#contract/connections'
import { AppError } from '#contract/errors'

const refuse = (): never => {
  throw new AppError('connection/closed', {
    reason: 'This program works with one connection from start to end; name another with --connection.',
  })
}

/** Of a command that ends when it is done, and of the server of an agent. */
export const nobodySwitches = ({ id, name, production, readOnly }: ConnectionMark): ConnectionAccess => ({
  mark: () => ({ id, name, production, readOnly }),
  state: async () => refuse(),
  check: refuse,
  test: async () => refuse(),
  add: async () => refuse(),
  edit: async () => refuse(),
  remove: async () => refuse(),
  switchTo: async () => refuse(),
  move: () => refuse(),
  discardMove: async () => refuse(),
})
