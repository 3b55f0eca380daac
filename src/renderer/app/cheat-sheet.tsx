import { Keyboard } from 'lucide-react'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { wordsOf } from '../words/words.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { requestSetting } from '../workspace/setting-request.ts'
import { workspace } from '../workspace/use-workspace.ts'
import { ShortcutList } from './shortcut-list.tsx'

const t = wordsOf('shell')

export const CheatSheet = () => (
  <Dialog
    open
    onClose={closeOverlay}
    title={t('keyboardShortcuts')}
    description={t('thoseThatWorkOnThis')}
    size="large"
    reading
    footer={
      <Button
        icon={Keyboard}
        onClick={() => {
          closeOverlay()
          requestSetting('shortcuts')
          workspace.getState().go({ screen: 'settings' })
        }}
      >
        {t('changeShortcuts')}
      </Button>
    }
  >
    <ShortcutList />
  </Dialog>
)
