import { Stethoscope, Wrench } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DoctorPart, DoctorReport } from '#contract/doctor'
import { Button } from '#ui/button'
import { CoordinateLabel } from '#ui/coordinate-label'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { useClient } from '../../api/client-context.tsx'
import { isCancelled } from '../../api/describe-error.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import styles from './doctor.module.css'

const PARTS: Readonly<Record<DoctorPart, string>> = {
  file: 'Database file',
  ids: 'Ids',
  counts: 'Counts',
  keywords: 'Keyword table',
  vectors: 'Vectors',
  index: 'Vector index',
  graph: 'Graph',
  saved: 'Saved indexes',
  elsewhere: 'Qdrant',
}

type State =
  | { readonly is: 'running'; readonly what: 'check' | 'repair' }
  | { readonly is: 'ready'; readonly report: DoctorReport; readonly wasRepaired: boolean }
  | { readonly is: 'failed'; readonly error: unknown }

/** One look at a time; leaving ends it. */
const useDoctor = () => {
  const client = useClient()
  const [state, setState] = useState<State>({ is: 'running', what: 'check' })
  const running = useRef<AbortController | null>(null)
  const run = useCallback(
    async (what: 'check' | 'repair'): Promise<void> => {
      running.current?.abort()
      const stop = new AbortController()
      running.current = stop
      setState({ is: 'running', what })
      try {
        const report = await client.doctor[what]({}, { signal: stop.signal })
        if (!stop.signal.aborted) setState({ is: 'ready', report, wasRepaired: what === 'repair' })
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
  return { state, run }
}

/** Whether all that is derived from the memories is what they say, and making it anew where not (STO-6). */
export const DoctorDialog = () => {
  const { state, run } = useDoctor()
  const { readOnly } = useCommandContext()()
  const canRepair = state.is === 'ready' && state.report.differences.some((one) => one.canRepair)
  return (
    <Dialog
      open
      size="large"
      onClose={closeOverlay}
      title="Doctor"
      description="Holds everything that is derived from the memories against them: by number, by id and by content. Repair makes anew what differs and changes no memory."
      footer={
        <>
          <Button onClick={closeOverlay}>Close</Button>
          {canRepair && (
            <Button icon={Wrench} variant="primary" disabled={readOnly} onClick={() => void run('repair')}>
              Repair
            </Button>
          )}
        </>
      }
    >
      {state.is === 'running' && (
        <p className={styles.running} role="status">
          {state.what === 'check' ? 'Comparing …' : 'Making anew what differs …'} The app goes on meanwhile.
        </p>
      )}
      {state.is === 'failed' && (
        <ErrorState
          title="The stores could not be compared"
          error={state.error}
          onRetry={() => void run('check')}
        />
      )}
      {state.is === 'ready' && <Findings {...state} readOnly={readOnly} />}
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
        title={wasRepaired ? 'Repaired: nothing differs any more' : 'Nothing differs'}
        detail="Everything that is derived says what the memories say."
      />
    ) : (
      <p className={styles.note}>
        {formatPlural(report.total, 'difference')}.
        {readOnly && ' The store is read-only: nothing can be repaired now.'}
      </p>
    )}
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Compared</th>
          <th scope="col">Differ</th>
        </tr>
      </thead>
      <tbody>
        {report.checked.map(({ part, compared, differences }) => (
          <tr key={part}>
            <th scope="row">{PARTS[part]}</th>
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
    <ul className={styles.list} aria-label="Differences">
      {differences.map(({ part, namespace, coordinate, what, canRepair }) => (
        <li key={`${part} ${namespace} ${coordinate?.join()} ${what}`} className={styles.difference}>
          <span className={styles.part}>{PARTS[part]}</span>
          <span className={styles.what}>
            {what}
            {!canRepair && '. A backup helps here.'}
          </span>
          {namespace !== null && <span className={styles.note}>{namespace}</span>}
          {coordinate && <CoordinateLabel coordinate={coordinate} quiet />}
        </li>
      ))}
    </ul>
    {differences.length < total && (
      <p className={styles.note}>The first {formatCount(differences.length)} are shown.</p>
    )}
  </>
)
