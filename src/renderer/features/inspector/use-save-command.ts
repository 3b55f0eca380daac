import { Save } from 'lucide-react'
import { useMemo, useRef } from 'react'
import type { Command } from '../../commands/command.ts'
import { useCommands } from '../../commands/use-commands.ts'
import type { PayloadDraft } from './use-payload-draft.ts'

/** Ctrl+S from anywhere, as long as the panel shows something to save. */
export const useSaveCommand = (draft: PayloadDraft): void => {
  const latest = useRef(draft)
  latest.current = draft
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'save-payload',
        title: 'Save the payload',
        group: 'Memory',
        shortcut: 'Mod+S',
        icon: Save,
        when: ({ readOnly }) => latest.current.dirty && !latest.current.conflict && !readOnly,
        run: () => latest.current.save(),
      },
    ],
    [],
  )
  useCommands(commands)
}
