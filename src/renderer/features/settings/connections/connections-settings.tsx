import { useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound, Lock, Plus, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Connection, ConnectionsState } from '#contract/connections'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useClient, useSomaQueries } from '../../../api/client-context.tsx'
import { describeError } from '../../../api/describe-error.ts'
import { hideMove, moveStore, showMove } from '../../../api/move-store.ts'
import { keys } from '../../../api/queries/keys.ts'
import { told } from '../../../words/told.ts'
import { wordsOf } from '../../../words/words.ts'
import { toast } from '../../../workspace/use-workspace.ts'
import { SettingsSection } from '../settings-section.tsx'
import { ConnectionDialog, type ConnectionTask } from './connection-dialog.tsx'
import styles from './connection-row.module.css'
import { ConnectionRow, type RowAct } from './connection-row.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { useSwitch } from './use-switch.ts'

const t = wordsOf('connections')

/** Places of memories: which is open, which could be, and what is done with them. */
export const ConnectionsSettings = () => {
  const { data: state, error, refetch } = useQuery(useSomaQueries().connections.state())
  return (
    <SettingsSection title={t('connections')}>
      {error && !state && (
        <ErrorState error={error} title={t('connectionsAreUnknown')} onRetry={() => void refetch()} />
      )}
      {!state && !error && <Skeleton lines={2} height={52} label={t('loadingConnections')} />}
      {state && <Connections state={state} />}
    </SettingsSection>
  )
}

type Open =
  | { readonly is: 'form'; readonly task: ConnectionTask }
  | { readonly is: 'remove'; readonly connection: Connection }

const taskOf = (act: 'edit' | 'duplicate', connection: Connection): ConnectionTask => ({
  is: act,
  connection,
})

const Connections = ({ state }: { readonly state: ConnectionsState }) => {
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<Open | null>(null)
  const { busyWith, waiting, switchTo, giveUp } = useSwitch()
  const moving = moveStore((store) => store.state)
  const shown = moveStore((store) => store.shown)
  const close = (): void => {
    setOpen(null)
    void queryClient.invalidateQueries({ queryKey: keys.connections() })
  }
  const act = (what: RowAct, connection: Connection): void => {
    if (what === 'move') showMove(connection.id)
    else if (what === 'remove') setOpen({ is: what, connection })
    else setOpen({ is: 'form', task: taskOf(what, connection) })
  }
  const target = state.connections.find(({ id }) => id === shown)
  const source = state.connections.find(({ id }) => id === state.active)
  return (
    <>
      <Notes {...state} />
      <ul aria-label={t('connections')}>
        {state.connections.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            isOpen={connection.id === state.active}
            isClosed={state.closed !== null || moving.is === 'running'}
            isSwitching={busyWith === connection.id}
            onSwitch={() => void switchTo(connection)}
            onAct={(what) => act(what, connection)}
          />
        ))}
      </ul>
      <div className={styles.add}>
        <Button
          icon={Plus}
          disabled={state.closed !== null}
          onClick={() => setOpen({ is: 'form', task: { is: 'add' } })}
        >
          {t('addConnection2')}
        </Button>
      </div>
      {open?.is === 'form' && (
        <ConnectionDialog task={open.task} passwords={state.passwords} onClose={close} onKept={close} />
      )}
      {open?.is === 'remove' && <RemoveDialog connection={open.connection} onClose={close} />}
      {target && source && (
        <MoveDialog
          source={source}
          target={target}
          onClose={() => {
            hideMove()
            close()
          }}
          onSwitch={() => {
            hideMove()
            void switchTo(target)
          }}
        />
      )}
      {waiting && (
        <ConfirmDialog
          open
          onClose={giveUp}
          title={t('switchToNameNow', { name: waiting.target.name })}
          detail={t('stillUnderWay', { work: waiting.work.join(', ') })}
          confirmLabel={t('endItAndSwitch')}
          danger
          onConfirm={() => void switchTo(waiting.target, true)}
        />
      )}
    </>
  )
}

const Note = ({
  icon: Icon,
  warns,
  children,
}: {
  readonly icon: typeof Lock
  readonly warns?: boolean
  readonly children: ReactNode
}) => (
  <div className={styles.note} data-warning={warns || undefined}>
    <Icon size={16} aria-hidden />
    <span>{children}</span>
  </div>
)

const Notes = ({ passwords, closed, problem }: ConnectionsState) => (
  <>
    {problem !== null && (
      <Note icon={TriangleAlert} warns>
        {t('theConnectionThatWasOpen', { problem: told(problem) })}
      </Note>
    )}
    {closed !== null && (
      <Note icon={Lock} warns>
        {told(closed)}
      </Note>
    )}
    {passwords.kept === 'file' && closed === null && <Note icon={KeyRound}>{told(passwords.why)}</Note>}
  </>
)

const RemoveDialog = ({
  connection,
  onClose,
}: {
  readonly connection: Connection
  readonly onClose: () => void
}) => {
  const { connections } = useClient()
  const [isBusy, setBusy] = useState(false)
  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      await connections.remove({ id: connection.id })
    } catch (error) {
      toast({ title: t('notRemoved'), detail: describeError(error).sentence, tone: 'error' })
    }
    onClose()
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('removeTheConnectionName', { name: connection.name })}
      detail={t('itIsForgottenHere')}
      confirmLabel={t('removeConnection')}
      danger
      {...(connection.production && { typeToConfirm: connection.name })}
      busy={isBusy}
      onConfirm={() => void remove()}
    />
  )
}
