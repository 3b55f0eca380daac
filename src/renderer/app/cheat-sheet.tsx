import { Keyboard } from 'lucide-react'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { closeOverlay } from '../workspace/overlay.ts'
import { requestSetting } from '../workspace/setting-request.ts'
import { workspace } from '../workspace/use-workspace.ts'
import { ShortcutList } from './shortcut-list.tsx'

export const CheatSheet = () => (
  <Dialog
    open
    onClose={closeOverlay}
    title="Keyboard shortcuts"
    description="Those that work on this screen. Settings has all of them."
    size="large"
    footer={
      <Button
        icon={Keyboard}
        onClick={() => {
          closeOverlay()
          requestSetting('shortcuts')
          workspace.getState().go({ screen: 'settings' })
        }}
      >
        Change shortcuts
      </Button>
    }
  >
    <ShortcutList />
  </Dialog>
)
