import type { HistoryLine } from '#contract/history'
import { told } from '../words/told.ts'
import type { ChangeMark } from '../workspace/change-stack.ts'
import type { CommandContext } from './command.ts'

/** The author of what is done in the app. */
const OWN = 'app'

type Known = Pick<CommandContext, 'workspace' | 'queries' | 'queryClient'>

const known = ({ workspace: { namespace }, queries, queryClient }: Known) =>
  namespace === null ? undefined : queryClient.getQueryData(queries.changes.next({ namespace }).queryKey)

/** The last change made in the app, where it is the next that an undo takes back: after a restart no window knows of it. */
export const ownMark = (line: HistoryLine | null | undefined): ChangeMark | null =>
  line?.author === OWN ? { seq: line.settledBy?.seq ?? line.seq, title: told(line.summary) } : null

/** Asks the journal again which changes are the next. */
export const askNext = async ({ workspace: { namespace }, queries, queryClient }: Known): Promise<void> => {
  if (namespace === null) return
  await queryClient.invalidateQueries({ queryKey: queries.changes.next({ namespace }).queryKey })
}

/** What this window did last; else what was done in the app. */
export const nextUndo = (context: Known): ChangeMark | null =>
  context.workspace.changes.undo.at(-1) ?? ownMark(known(context)?.undo)

/** What was undone in the app last, where this window undid nothing. */
export const nextRedo = (context: Known): HistoryLine | null => {
  const line = known(context)?.redo
  return line?.settledBy?.author === OWN ? line : null
}
