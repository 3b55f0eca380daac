import { DatabaseBackup } from 'lucide-react'
import { describeError } from '../api/describe-error.ts'
import { formatBytes } from '../ui/format-bytes.ts'
import type { Command } from './command.ts'

export const backUpNow: Command = {
  id: 'back-up-now',
  title: 'Back up the database now',
  group: 'Data',
  icon: DatabaseBackup,
  keywords: ['save', 'copy', 'snapshot'],
  when: ({ readOnly }) => !readOnly,
  run: ({ client, workspace }) => {
    client.app.backup({}).then(
      ({ file, bytes }) =>
        workspace.toast({ title: `Backed up ${formatBytes(bytes)}`, detail: file, tone: 'good' }),
      (error: unknown) =>
        workspace.toast({ title: 'Not backed up', detail: describeError(error).sentence, tone: 'error' }),
    )
  },
}
