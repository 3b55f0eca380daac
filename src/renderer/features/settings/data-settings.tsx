import { useQuery } from '@tanstack/react-query'
import { Copy, DatabaseBackup } from 'lucide-react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { backUpNow } from '../../commands/back-up-now.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { copyText } from '../../ui/copy-text.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const copyPath = async (path: string): Promise<void> => {
  const done = await copyText(path)
  toast(done ? { title: 'Copied path' } : { title: 'Not copied', tone: 'error' })
}

const PathRow = ({ name, path }: { readonly name: string; readonly path: string }) => (
  <SettingsRow name={name} detail={<span className="mono">{path}</span>}>
    <IconButton icon={Copy} label="Copy path" onClick={() => void copyPath(path)} />
  </SettingsRow>
)

export const DataSettings = () => {
  const { data: info } = useQuery(useSomaQueries().app.info())
  const contextNow = useCommandContext()
  return (
    <SettingsSection title="Data">
      <PathRow name="Data folder" path={info?.dataFolder ?? ''} />
      <PathRow name="Database" path={info?.databaseFile ?? ''} />
      <SettingsRow name="Backup" detail="One is made each day the app runs, beside the database.">
        <Button
          icon={DatabaseBackup}
          disabled={contextNow().readOnly}
          onClick={() => backUpNow.run(contextNow())}
        >
          Back up now
        </Button>
      </SettingsRow>
    </SettingsSection>
  )
}
