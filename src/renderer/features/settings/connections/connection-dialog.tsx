import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import type { Connection, ConnectionsState } from '#contract/connections'
import { isError } from '#contract/errors'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { useClient } from '../../../api/client-context.tsx'
import { describeError } from '../../../api/describe-error.ts'
import { told } from '../../../words/told.ts'
import { wordsOf } from '../../../words/words.ts'
import styles from './connection-dialog.module.css'
import { draftOf, formOf, isComplete } from './connection-draft.ts'
import { ConnectionFields } from './connection-fields.tsx'
import { PartTests } from './part-tests.tsx'
import { useTest } from './use-test.ts'

const t = wordsOf('connections')

/** What the form is about. */
export type ConnectionTask =
  | { readonly is: 'add' }
  | { readonly is: 'edit' | 'duplicate'; readonly connection: Connection }

interface ConnectionDialogProps {
  readonly task: ConnectionTask
  readonly passwords: ConnectionsState['passwords']
  readonly onClose: () => void
  readonly onKept: () => void
}

type Refused = { readonly field: string; readonly reason: string }

const refusalOf = (error: unknown): Refused => {
  if (isError(error, 'connection/invalid')) return error.data
  const field = isError(error, 'connection/name-taken') ? 'name' : ''
  return { field, reason: describeError(error).sentence }
}

const TITLES = {
  add: 'addAConnection',
  edit: 'editTheConnection',
  duplicate: 'addAnotherConnectionLikeIt',
} as const

const FIELDS = [
  ...['name', 'folder', 'nodes', 'masterName', 'db', 'ca', 'username', 'password'],
  ...['sentinelPassword', 'apiKey', 'readOnly'],
]

/** It stands below fields that may not all fit. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })

export const ConnectionDialog = ({ task, passwords, onClose, onKept }: ConnectionDialogProps) => {
  const { connections } = useClient()
  const source = task.is === 'add' ? null : task.connection
  const edited = task.is === 'edit' ? task.connection : null
  const isHome = edited?.isHome === true
  const [form, setForm] = useState(() => formOf(source, task.is === 'duplicate'))
  const [refused, setRefused] = useState<Refused | null>(null)
  const [isBusy, setBusy] = useState(false)
  const { trial, run, forget } = useTest()
  const isReady = isHome ? form.name.trim() !== '' : isComplete(form)
  const draft = () => ({ ...draftOf(form), ...(isHome && edited && { place: edited.place }) })
  const keep = async (): Promise<void> => {
    setBusy(true)
    try {
      if (edited === null) await connections.add(draft())
      else await connections.edit({ id: edited.id, draft: draft() })
      onKept()
    } catch (error) {
      setRefused(refusalOf(error))
      setBusy(false)
    }
  }
  const passwordNote = passwords.kept === 'keychain' ? t('keptInTheKeychain') : t('keptInAFileNot')
  const isOfNoField = refused !== null && !FIELDS.includes(refused.field)
  const hasNews = trial.is === 'done' || trial.is === 'failed' || isOfNoField
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(TITLES[task.is])}
      description={isHome ? t('whatTheProgramWasStarted') : t('nothingIsOpenedOrMoved')}
      footer={
        <>
          {!isHome && (
            <Button
              icon={FlaskConical}
              disabled={!isReady}
              busy={trial.is === 'running'}
              onClick={() => void run({ draft: draft(), ...(edited && { id: edited.id }) })}
            >
              {t('test')}
            </Button>
          )}
          <span className={styles.space} />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" disabled={!isReady} busy={isBusy} onClick={() => void keep()}>
            {edited === null ? t('addConnection') : t('save')}
          </Button>
        </>
      }
    >
      <ConnectionFields
        form={form}
        onChange={(next) => {
          setForm(next)
          setRefused(null)
          forget()
        }}
        refused={refused}
        passwordNote={passwordNote}
        isHome={isHome}
      />
      <div role="status" ref={hasNews ? intoView : null}>
        {trial.is === 'done' && <PartTests parts={trial.parts} />}
        {trial.is === 'failed' && <p className={styles.problem}>{trial.reason}</p>}
        {isOfNoField && <p className={styles.problem}>{told(refused.reason)}</p>}
      </div>
    </Dialog>
  )
}
