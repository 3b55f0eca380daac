import type { Coordinate } from '../workspace/location.ts'
import type { CommandContext } from './command.ts'

/** The context in which commands of the open memory mean another one: that of a row in a list. */
export const aimAt = (context: CommandContext, coordinate: Coordinate): CommandContext => {
  const { workspace } = context
  return {
    ...context,
    workspace: {
      ...workspace,
      at: coordinate,
      selection: [coordinate],
      // Its row is seen, as an open memory is.
      preferences: { ...workspace.preferences, inspectorOpen: true },
    },
  }
}
