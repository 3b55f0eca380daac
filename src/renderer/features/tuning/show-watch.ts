import { workspace } from '../../workspace/use-workspace.ts'
import { useTuningStore } from './tuning-store.ts'

/** Opens Tuning where recall is seen over time. */
export const showWatch = (): void => {
  useTuningStore.setState({ view: 'watch' })
  workspace.getState().go({ screen: 'tuning' })
}
