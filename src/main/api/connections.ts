import type {
  Connection,
  ConnectionDraft,
  ConnectionMark,
  ConnectionsState,
  MoveProgress,
  PartTest,
} from '#contract/connections'
import type { CallContext } from '#contract/define'
import { AppError } from '#contract/errors'
import type { SomaHandlers } from '#contract/index'
import { placesOfConnection, type ReachGuard } from './reach.ts'

/** Whoever keeps connections and opens them. */
export interface ConnectionAccess {
  /** Of the one that is open. */
  mark(): ConnectionMark
  state(): Promise<ConnectionsState>
  /** Whether a draft could be kept or tried, before anybody is asked about its place. @throws AppError */
  check(draft: ConnectionDraft): void
  test(asked: { id?: string | undefined; draft?: ConnectionDraft | undefined }): Promise<PartTest[]>
  add(draft: ConnectionDraft): Promise<Connection>
  edit(id: string, draft: ConnectionDraft): Promise<Connection>
  remove(id: string): Promise<void>
  switchTo(id: string, options: { readonly force: boolean }): Promise<ConnectionMark>
  move(id: string, signal: AbortSignal): AsyncIterable<MoveProgress>
  discardMove(id: string): Promise<void>
}

export const connectionsHandlers = ({
  connections,
  reach,
}: {
  readonly connections: ConnectionAccess
  readonly reach: ReachGuard
}): SomaHandlers['connections'] => {
  /** What is kept already was named by a person. */
  const allowed = async (draft: ConnectionDraft, context: CallContext): Promise<void> => {
    if (draft.place.kind !== 'memory') connections.check(draft)
    const kept = (await connections.state()).connections
    const known = kept.flatMap(({ place }) => placesOfConnection(place))
    await reach.allow(placesOfConnection(draft.place), known, context)
  }
  return {
    ...looking(connections),
    test: async (asked, context) => {
      refuseOthers(context)
      if (asked.draft !== undefined) await allowed(asked.draft, context)
      return connections.test(asked)
    },
    add: async (draft, context) => {
      refuseOthers(context)
      await allowed(draft, context)
      return connections.add(draft)
    },
    edit: async ({ id, draft }, context) => {
      refuseOthers(context)
      await allowed(draft, context)
      return connections.edit(id, draft)
    },
  }
}

const looking = (
  connections: ConnectionAccess,
): Omit<SomaHandlers['connections'], 'test' | 'add' | 'edit'> => ({
  state: async (_, context) => {
    refuseOthers(context)
    return connections.state()
  },
  remove: async ({ id }, context) => {
    refuseOthers(context)
    await connections.remove(id)
    return {}
  },
  switchTo: async ({ id, force }, context) => {
    refuseOthers(context)
    return connections.switchTo(id, { force })
  },
  move: async function* ({ id }, context) {
    refuseOthers(context)
    yield* connections.move(id, context.signal)
  },
  discardMove: async ({ id }, context) => {
    refuseOthers(context)
    await connections.discardMove(id)
    return {}
  },
})

/** Programs with the token ask memories; where those lie, and with whom this program talks, is for its own page to say. */
const refuseOthers = ({ client }: CallContext): void => {
  if (client !== 'app') {
    throw new AppError('connection/closed', {
      reason: 'Connections are for the app itself and its command line ("soma connections").',
    })
  }
}
