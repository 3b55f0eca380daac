import { useState } from 'react'
import type { Connection, MoveProgress } from '#contract/connections'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { ProgressBar } from '#ui/progress-bar'
import { useClient } from '../../../api/client-context.tsx'
import { describeError } from '../../../api/describe-error.ts'
import { cancelMove, type MoveState, moveStore, startMove } from '../../../api/move-store.ts'
import { formatDuration } from '../../../ui/format-duration.ts'
import { formatCount } from '../../../ui/format-number.ts'
import { formatTimeLeft } from '../../../ui/format-time-left.ts'
import { wordsOf } from '../../../words/words.ts'
import { placeText } from './connection-text.ts'
import styles from './move-dialog.module.css'

const t = wordsOf('connections')

interface MoveDialogProps {
  readonly source: Connection
  readonly target: Connection
  readonly onClose: () => void
  /** The target is whole, and is to be opened. */
  readonly onSwitch: () => void
}

const STAGES = {
  copy: 'copyingTheSource',
  write: 'writingToTheTarget',
  check: 'readingTheTargetBack',
} as const

/** Everything of the open connection to another one: what will happen, how far it is, what came of it. */
export const MoveDialog = ({ source, target, onClose, onSwitch }: MoveDialogProps) => {
  const client = useClient()
  const state = moveStore((store) => store.state)
  const isRunning = state.is === 'running'
  const begin = () => void startMove(client, target)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('moveSourceToTarget', { source: source.name, target: target.name })}
      description={placeText(target.place)}
      footer={<Buttons {...{ state, target, begin, onSwitch }} close={onClose} />}
    >
      {state.is === 'idle' && <Before isUnfinished={target.unfinishedMove} />}
      {isRunning && <Progress progress={state.progress} />}
      {state.is === 'done' && <Result {...state.result} />}
      {state.is === 'failed' && (
        <p className={styles.text} role="status" data-bad={!state.isCancelled || undefined}>
          {state.isCancelled ? t('givenUpNothingIsLeft') : describeError(state.error).sentence}
        </p>
      )}
    </Dialog>
  )
}

const Buttons = ({
  state,
  target,
  close,
  begin,
  onSwitch,
}: {
  readonly state: MoveState
  readonly target: Connection
  readonly close: () => void
  readonly begin: () => void
  readonly onSwitch: () => void
}) => {
  if (state.is === 'running') {
    return (
      <>
        <Button onClick={close}>{t('hide')}</Button>
        <Button variant="danger" onClick={cancelMove}>
          {t('cancelTheMove')}
        </Button>
      </>
    )
  }
  if (state.is === 'done') {
    return (
      <>
        <Button onClick={close}>{t('close')}</Button>
        <Button variant="primary" onClick={onSwitch}>
          {t('switchToName', { name: target.name })}
        </Button>
      </>
    )
  }
  return (
    <>
      {state.is === 'idle' && target.unfinishedMove && <Discard target={target} close={close} />}
      <span className={styles.space} />
      <Button onClick={close}>{t('close')}</Button>
      <Button variant="primary" onClick={begin}>
        {target.unfinishedMove ? t('goOn') : state.is === 'failed' ? t('tryAgain') : t('moveEverything')}
      </Button>
    </>
  )
}

const Discard = ({ target, close }: { readonly target: Connection; readonly close: () => void }) => {
  const { connections } = useClient()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const discard = async (): Promise<void> => {
    setBusy(true)
    try {
      await connections.discardMove({ id: target.id })
      close()
    } catch (error) {
      setTrouble(describeError(error).sentence)
      setBusy(false)
    }
  }
  return (
    <>
      <Button variant="danger" busy={isBusy} onClick={() => void discard()}>
        {t('discardWhatItLeft')}
      </Button>
      {trouble && <span className={styles.trouble}>{trouble}</span>}
    </>
  )
}

const Before = ({ isUnfinished }: { readonly isUnfinished: boolean }) => (
  <div className={styles.text}>
    <p>{isUnfinished ? t('aMoveToItWas') : t('memoriesVersionsLinksHistory')}</p>
    <p>{t('theSourceIsOnlyRead')}</p>
  </div>
)

const Progress = ({
  progress,
}: {
  readonly progress: Extract<MoveProgress, { type: 'progress' }> | null
}) => {
  const { stage = 'copy', done = 0, total = 0, rate = null, remaining = null } = progress ?? {}
  const count = total === 0 ? '' : t('doneOfTotalRows', { done, total })
  return (
    <div className={styles.progress}>
      <div className={styles.stage} role="status">
        {t(STAGES[stage])}
      </div>
      <ProgressBar
        label={t(STAGES[stage])}
        done={done}
        total={Math.max(1, total)}
        text={count || t(STAGES[stage])}
      />
      <div className={styles.numbers}>
        <span>{count}</span>
        <span>
          {rate !== null &&
            remaining !== null &&
            t('rateASecond', { rate: Math.round(rate), left: formatTimeLeft(remaining) })}
        </span>
      </div>
    </div>
  )
}

const Result = ({
  tables,
  memories,
  seconds,
  missed,
  resumed,
}: Extract<MoveProgress, { type: 'result' }>) => (
  <div className={styles.result} role="status">
    <p className={styles.text}>
      {t('countMemoriesMoved', {
        ...{ count: memories, tables: tables.length },
        time: formatDuration(seconds * 1000),
        resumed: resumed ? 'yes' : 'no',
      })}
    </p>
    {missed > 0 && (
      <p className={styles.text} data-bad>
        {t('theSourceGotCount', { count: missed })}
      </p>
    )}
    <table className={styles.tables}>
      <thead>
        <tr>
          <th scope="col">{t('table')}</th>
          <th scope="col">{t('rows')}</th>
          <th scope="col">{t('sha256')}</th>
        </tr>
      </thead>
      <tbody>
        {tables.map(({ name, rows, checksum }) => (
          <tr key={name}>
            <td>{name.replaceAll('_', ' ')}</td>
            <td>{formatCount(rows)}</td>
            <td className="mono">{checksum.slice(0, 12)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
