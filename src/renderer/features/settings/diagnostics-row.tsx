import { strToU8, zipSync } from 'fflate'
import { FileArchive } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { useClient } from '../../api/client-context.tsx'
import { describeError, isCancelled } from '../../api/describe-error.ts'
import { saveAs } from '../../ui/save-as.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { SettingsRow } from './settings-section.tsx'

const t = wordsOf('system')

/** One file for a report of a problem. */
export const DiagnosticsRow = () => {
  const client = useClient()
  const [isBusy, setBusy] = useState(false)
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      const { name, files } = await client.app.diagnostics({})
      const zip = zipSync(
        Object.fromEntries(files.map((file) => [`${name}/${file.name}`, strToU8(file.text)])),
      )
      saveAs(new Blob([zip], { type: 'application/zip' }), `${name}.zip`)
      toast({ title: t('diagnosticsSaved'), detail: t('lookThroughThem'), tone: 'good' })
    } catch (error) {
      if (!isCancelled(error)) {
        toast({ title: t('notCollected'), detail: describeError(error).sentence, tone: 'error' })
      }
    } finally {
      setBusy(false)
    }
  }
  return (
    <SettingsRow name={t('diagnostics')} detail={t('diagnosticsDetail')}>
      <Button icon={FileArchive} busy={isBusy} onClick={() => void save()}>
        {t('saveDiagnostics')}
      </Button>
    </SettingsRow>
  )
}
