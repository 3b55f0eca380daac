import { RefreshCw } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('updates')

/** Settings says what comes of it, and why nothing can. */
export const checkForUpdates: Command = {
  id: 'check-for-updates',
  get title() {
    return t('checkForUpdates')
  },
  group: 'Help',
  icon: RefreshCw,
  keywords: ['version', 'release', 'upgrade', 'new'],
  run: ({ client, queries, queryClient, workspace }) => {
    workspace.go({ screen: 'settings' })
    const { queryKey } = queries.updates.state()
    client.updates.check({}).then(
      (updates) => queryClient.setQueryData(queryKey, updates),
      () => queryClient.invalidateQueries({ queryKey }),
    )
  },
}
