import type { ActivityEntry } from '#contract/activity'
import { requestChange } from '../../workspace/change-request.ts'
import { openOverlay } from '../../workspace/overlay.ts'
import { requestRecall } from '../../workspace/recall-request.ts'
import { workspace } from '../../workspace/use-workspace.ts'

/** The query as it was asked, now: with the search shown step by step. */
export const openInRecall = ({ query, k, namespace }: ActivityEntry): void => {
  if (query === null) return
  requestRecall({ kind: 'ask', query, k })
  workspace.getState().go({ namespace, screen: 'recall' })
}

export const openChange = ({ seq }: ActivityEntry): void => {
  if (seq === null) return
  requestChange(seq)
  openOverlay({ kind: 'history' })
}

/** What Enter and a double click do. */
export const openEntry = (entry: ActivityEntry): void => {
  if (entry.action === 'recall') openInRecall(entry)
  else openChange(entry)
}
