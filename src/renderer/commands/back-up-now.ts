import { DatabaseBackup } from 'lucide-react'
import { describeError } from '../api/describe-error.ts'
import { formatBytes } from '../ui/format-bytes.ts'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

export const backUpNow: Command = {
  id: 'back-up-now',
  get title() {
    return t('backUpTheDatabaseNow')
  },
  group: 'Data',
  icon: DatabaseBackup,
  keywords: ['save', 'copy', 'snapshot'],
  when: ({ readOnly }) => !readOnly,
  run: ({ client, workspace }) => {
    client.app.backup({}).then(
      ({ file, bytes }) =>
        workspace.toast({
          title: t('backedUpBytes', { bytes: formatBytes(bytes) }),
          detail: file,
          tone: 'good',
        }),
      (error: unknown) =>
        workspace.toast({ title: t('notBackedUp'), detail: describeError(error).sentence, tone: 'error' }),
    )
  },
}
