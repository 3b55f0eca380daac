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

/** Whoever keeps connections and opens them. */
export interface ConnectionAccess {
  /** Of the one that is open. */
  mark(): ConnectionMark
  state(): Promise<ConnectionsState>
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
}: {
  readonly connections: ConnectionAccess
}): SomaHandlers['connections'] => ({
  state: async (_, context) => {
    refuseOthers(context)
    return connections.state()
  },
  test: async (asked, context) => {
    refuseOthers(context)
    return connections.test(asked)
  },
  add: async (draft, context) => {
    refuseOthers(context)
    return connections.add(draft)
  },
  edit: async ({ id, draft }, context) => {
    refuseOthers(context)
    return connections.edit(id, draft)
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
