import { ToastRegion } from '#ui/toast-region'
import { useMemoryMutations } from '../api/use-memory-mutations.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'

export const Toasts = () => {
  const toasts = useWorkspace((w) => w.toasts)
  const { undo } = useMemoryMutations()
  return (
    <ToastRegion
      toasts={toasts}
      onDismiss={workspace.getState().dismissToast}
      onUndo={(seq) => void undo(seq)}
    />
  )
}
