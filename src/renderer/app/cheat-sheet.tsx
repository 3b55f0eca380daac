import { Dialog } from '#ui/dialog'
import { ShortcutList } from '../commands/shortcut-list.tsx'
import { closeOverlay } from '../workspace/overlay.ts'

export const CheatSheet = () => (
  <Dialog open onClose={closeOverlay} title="Keyboard shortcuts" size="large">
    <ShortcutList />
  </Dialog>
)
