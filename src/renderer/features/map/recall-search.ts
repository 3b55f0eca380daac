import { requestRecall } from '../../workspace/recall-request.ts'
import { workspace } from '../../workspace/use-workspace.ts'

/** The same query in Recall, with its search beside the results. */
export const requestRecallSearch = (query: string): void => {
  requestRecall({ kind: 'ask', query, k: null })
  workspace.getState().go({ screen: 'recall' })
}
