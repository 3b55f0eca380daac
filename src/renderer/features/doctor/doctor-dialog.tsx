import { Stethoscope, Wrench } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DoctorPart, DoctorReach, DoctorReport } from '#contract/doctor'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { CoordinateLabel } from '#ui/coordinate-label'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { useClient } from '../../api/client-context.tsx'
import { isCancelled } from '../../api/describe-error.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { formatCount } from '../../ui/format-number.ts'
import type { PlainKey } from '../../words/messages.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import styles from './doctor.module.css'

const t = wordsOf('doctor')

const PARTS: Readonly<Record<DoctorPart, PlainKey<'doctor'>>> = {
  copy: 'copyOfRedis',
  file: 'databaseFile',
  ids: 'ids',
  counts: 'counts',
  keywords: 'keywordTable',
  vectors: 'vectors',
  index: 'vectorIndex',
  graph: 'graph',
  saved: 'savedIndexes',
  elsewhere: 'qdrant',
  'elsewhere-vectors': 'vectorsInQdrant',
}

type State =
  | { readonly is: 'running'; readonly what: 'check' | 'repair' }
  | { readonly is: 'ready'; readonly report: DoctorReport; readonly wasRepaired: boolean }
  | { readonly is: 'failed'; readonly error: unknown }

/** One look at a time; leaving ends it. */
const useDoctor = () => {
  const client = useClient()
  const [state, setState] = useState<State>({ is: 'running', what: 'check' })
  /** Whether there are vectors elsewhere to be read back. */
  const [readsBack, setReadsBack] = useState(false)
  const running = useRef<AbortController | null>(null)
  const run = useCallback(
    async (what: 'check' | 'repair', vectors: DoctorReach = 'sample'): Promise<void> => {
      running.current?.abort()
      const stop = new AbortController()
      running.current = stop
      setState({ is: 'running', what })
      try {
        const report = await client.doctor[what]({ vectors }, { signal: stop.signal })
        if (stop.signal.aborted) return
        setReadsBack(report.checked.some(({ part }) => part === 'elsewhere-vectors'))
        setState({ is: 'ready', report, wasRepaired: what === 'repair' })
      } catch (error) {
        if (!isCancelled(error) && !stop.signal.aborted) setState({ is: 'failed', error })
      }
    },
    [client],
  )
  useEffect(() => {
    void run('check')
    return () => running.current?.abort()
  }, [run])
  return { state, run, readsBack }
}

/** Whether all that is derived from the memories is what they say, and making it anew where not (STO-6). */
export const DoctorDialog = () => {
  const { state, run, readsBack } = useDoctor()
  const { readOnly } = useCommandContext()()
  const [reach, setReach] = useState<DoctorReach>('sample')
  const canRepair = state.is === 'ready' && state.report.differences.some((one) => one.canRepair)
  return (
    <Dialog
      open
      size="large"
      onClose={closeOverlay}
      title={t('doctor')}
      description={t('whatItDoes')}
      footer={
        <>
          <Button onClick={closeOverlay}>{t('close')}</Button>
          {canRepair && (
            <Button
              icon={Wrench}
              variant="primary"
              disabled={readOnly}
              onClick={() => void run('repair', reach)}
            >
              {t('repair')}
            </Button>
          )}
        </>
      }
    >
      {state.is === 'running' && (
        <p className={styles.running} role="status">
          {state.what === 'check' ? t('comparing') : t('makingAnew')}
        </p>
      )}
      {state.is === 'failed' && (
        <ErrorState title={t('notCompared')} error={state.error} onRetry={() => void run('check', reach)} />
      )}
      {state.is === 'ready' && <Findings {...state} readOnly={readOnly} />}
      {readsBack && (
        <Checkbox
          label={t('readEveryVectorBack')}
          checked={reach === 'all'}
          onChange={(isWhole) => {
            const wanted = isWhole ? 'all' : 'sample'
            setReach(wanted)
            void run('check', wanted)
          }}
        />
      )}
    </Dialog>
  )
}

const Findings = ({
  report,
  wasRepaired,
  readOnly,
}: {
  readonly report: DoctorReport
  readonly wasRepaired: boolean
  readonly readOnly: boolean
}) => (
  <div className={styles.findings}>
    {report.total === 0 ? (
      <EmptyState
        icon={Stethoscope}
        title={wasRepaired ? t('repairedNothingDiffers') : t('nothingDiffers')}
        detail={t('everythingSays')}
      />
    ) : (
      <p className={styles.note}>
        {t('countDifferences', { count: report.total })}
        {readOnly && t('theStoreIsReadOnly')}
      </p>
    )}
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('part')}</th>
          <th scope="col">{t('compared')}</th>
          <th scope="col">{t('differ')}</th>
        </tr>
      </thead>
      <tbody>
        {report.checked.map(({ part, compared, differences }) => (
          <tr key={part}>
            <th scope="row">{t(PARTS[part])}</th>
            <td>{formatCount(compared)}</td>
            <td className={differences > 0 ? styles.differs : undefined}>{formatCount(differences)}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {report.differences.length > 0 && <DifferenceList report={report} />}
  </div>
)

const DifferenceList = ({ report: { differences, total } }: { readonly report: DoctorReport }) => (
  <>
    <ul className={styles.list} aria-label={t('differences')}>
      {differences.map(({ part, namespace, coordinate, what, canRepair }) => (
        <li key={`${part} ${namespace} ${coordinate?.join()} ${what}`} className={styles.difference}>
          <span className={styles.part}>{t(PARTS[part])}</span>
          <span className={styles.what}>
            {canRepair ? told(what) : t('aBackupHelps', { what: told(what) })}
          </span>
          {namespace !== null && <span className={styles.note}>{namespace}</span>}
          {coordinate && <CoordinateLabel coordinate={coordinate} quiet />}
        </li>
      ))}
    </ul>
    {differences.length < total && (
      <p className={styles.note}>{t('theFirstAreShown', { count: formatCount(differences.length) })}</p>
    )}
  </>
)
