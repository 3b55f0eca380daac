import { Save } from 'lucide-react'
import { useEffect } from 'react'
import type { Command } from '../../commands/command.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { wordsOf } from '../../words/words.ts'
import type { PayloadDraft } from './use-payload-draft.ts'

const t = wordsOf('inspector')

/** What the panel shows now. */
let shown: PayloadDraft | null = null

/** From anywhere, as long as the panel shows something to save. */
export const savePayload: Command = {
  id: 'save-payload',
  get title() {
    return t('saveThePayload')
  },
  group: 'Memory',
  shortcut: 'Mod+S',
  icon: Save,
  when: ({ readOnly }) => shown?.dirty === true && !shown.conflict && !readOnly,
  run: () => shown?.save(),
}

const COMMANDS = [savePayload]

export const useSaveCommand = (draft: PayloadDraft): void => {
  useEffect(() => {
    shown = draft
    return () => {
      if (shown === draft) shown = null
    }
  }, [draft])
  useCommands(COMMANDS)
}
