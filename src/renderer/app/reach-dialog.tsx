import { useState } from 'react'
import type { ReachUse } from '#contract/reach'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { TextField } from '#ui/text-field'
import { useClient } from '../api/client-context.tsx'
import { describeError } from '../api/describe-error.ts'
import { reachStore } from '../api/reach-guard.ts'
import type { PlainKey } from '../words/messages.ts'
import { wordsOf } from '../words/words.ts'
import styles from './reach-dialog.module.css'

const t = wordsOf('system')

const WHY: Readonly<Record<ReachUse, PlainKey<'system'>>> = {
  embedder: 'textsOfMemoriesAreSent',
  model: 'filesOfThisFolderAre',
  adviser: 'aLanguageModelThereReads',
  traces: 'tracesOfRecallsAndChanges',
  secret: 'whatLiesThereIsSent',
  redis: 'memoriesAreReadAndWritten',
  qdrant: 'vectorsAndPayloadsAreSent',
  folder: 'memoriesAreReadAndWritten',
  certificate: 'thisFileIsReadAs',
  origin: 'pagesFromThereMayAsk',
}

/** What a page cannot allow by itself: whoever reads the terminal of the program types its code. */
export const ReachDialog = () => {
  const asked = reachStore((state) => state.asked)
  return asked === null ? null : <CodeForm key={asked.id} {...asked} />
}

const CodeForm = ({ id, places, answer }: NonNullable<ReturnType<typeof reachStore.getState>['asked']>) => {
  const { access } = useClient()
  const [code, setCode] = useState('')
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setBusy(true)
    try {
      await access.allow({ id, code })
      answer(true)
    } catch (error) {
      setRefused(describeError(error).sentence)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={() => answer(false)}
      title={t('confirmInTheTerminal')}
      description={t('aPageMayNotName')}
      size="small"
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (code.trim() !== '' && !busy) void submit()
        }}
      >
        <ul className={styles.places}>
          {places.map(({ use, name }) => (
            <li key={`${use} ${name}`}>
              <code>{name}</code>
              <span>{t(WHY[use])}</span>
            </li>
          ))}
        </ul>
        <TextField
          label={t('codeFromTheTerminal')}
          hint={t('itStandsWhereSoma')}
          value={code}
          onChange={(next) => {
            setCode(next)
            setRefused(null)
          }}
          error={refused}
          mono
          autoFocus
        />
        <div className={styles.buttons}>
          <Button onClick={() => answer(false)}>{t('cancel')}</Button>
          <Button variant="primary" submit busy={busy} disabled={code.trim() === ''}>
            {t('allow')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
