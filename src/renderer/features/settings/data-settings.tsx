import { useQuery } from '@tanstack/react-query'
import { DatabaseBackup, Stethoscope } from 'lucide-react'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { backUpNow } from '../../commands/back-up-now.ts'
import { openDoctor } from '../../commands/open-doctor.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { PathRow } from './path-row.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

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
      <SettingsRow
        name="Doctor"
        detail="Holds keywords, vectors, index and graph against the memories, and makes anew what differs."
      >
        <Button icon={Stethoscope} onClick={() => openDoctor.run(contextNow())}>
          Check…
        </Button>
      </SettingsRow>
    </SettingsSection>
  )
}
