import { useQuery } from '@tanstack/react-query'
import { DatabaseBackup, Stethoscope } from 'lucide-react'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { backUpNow } from '../../commands/back-up-now.ts'
import { openDoctor } from '../../commands/open-doctor.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { wordsOf } from '../../words/words.ts'
import { DiagnosticsRow } from './diagnostics-row.tsx'
import { PathRow } from './path-row.tsx'
import { RestoreSettings } from './restore-dialog.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const t = wordsOf('settings')

export const DataSettings = () => {
  const { data: info } = useQuery(useSomaQueries().app.info())
  const contextNow = useCommandContext()
  return (
    <SettingsSection title={t('data')}>
      <PathRow name={t('dataFolder')} path={info?.dataFolder ?? ''} />
      <PathRow name={t('database')} path={info?.databaseFile ?? ''} />
      <SettingsRow name={t('backup')} detail={t('oneIsMadeEachDay')}>
        <Button
          icon={DatabaseBackup}
          disabled={contextNow().readOnly}
          onClick={() => backUpNow.run(contextNow())}
        >
          {t('backUpNow')}
        </Button>
      </SettingsRow>
      <RestoreSettings />
      <SettingsRow name={t('doctor')} detail={t('holdsKeywordsVectorsIndexAnd')}>
        <Button icon={Stethoscope} onClick={() => openDoctor.run(contextNow())}>
          {t('check')}
        </Button>
      </SettingsRow>
      <DiagnosticsRow />
    </SettingsSection>
  )
}
