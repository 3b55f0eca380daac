import { CircleDashed } from 'lucide-react'
import { useEffect } from 'react'
import type { OutlierReport } from '#contract/life'
import { Button } from '#ui/button'
import { CoordinateLabel } from '#ui/coordinate-label'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { useClient } from '../../api/client-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './life.module.css'
import { Running } from './running.tsx'
import { useReport } from './use-report.ts'

const t = wordsOf('life')

/** Memories that are like no other, each with the reason and one click away. */
export const OutliersDialog = ({ namespace }: { readonly namespace: string }) => {
  const client = useClient()
  const { report, run } = useReport<{ readonly type: 'result'; readonly report: OutlierReport }>()
  useEffect(() => {
    void run((signal) => client.life.outliers({ namespace }, { signal }))
  }, [client, namespace, run])
  const again = (): void => void run((signal) => client.life.outliers({ namespace }, { signal }))
  return (
    <Dialog
      open
      size="large"
      onClose={closeOverlay}
      title={t('outliers')}
      description={t('memoriesOfNamespaceThatLie', { namespace })}
      footer={<Button onClick={closeOverlay}>{t('close')}</Button>}
    >
      {(report.is === 'running' || report.is === 'idle') && (
        <Running
          label={t('measuringDistances')}
          done={report.is === 'running' ? report.done : 0}
          total={report.is === 'running' ? report.total : 0}
          onStop={closeOverlay}
        />
      )}
      {report.is === 'failed' && (
        <ErrorState title={t('theDistancesCouldNotBe')} error={report.error} onRetry={again} />
      )}
      {report.is === 'ready' && <OutlierList report={report.result.report} />}
    </Dialog>
  )
}

const OutlierList = ({ report }: { readonly report: OutlierReport }) => {
  const { outliers, sampled, memories, median, fewest } = report
  const looked =
    sampled < memories
      ? t('sampledOfCountMemoriesWere', { sampled: formatCount(sampled), count: memories })
      : t('countMemoriesWereMeasured', { count: memories, memories })
  if (outliers.length === 0) {
    return (
      <EmptyState
        icon={CircleDashed}
        title={median === null ? t('tooFewMemoriesToTell') : t('noOutliers')}
        detail={median === null ? t('whatIsUnusualShowsFrom', { fewest }) : looked}
      />
    )
  }
  const open = (coordinate: readonly number[]): void => {
    closeOverlay()
    workspace.getState().openMemory(coordinate)
  }
  return (
    <>
      <p className={styles.note}>{t('countOutliersTheFarthestFirst', { count: outliers.length, looked })}</p>
      <ol className={styles.list}>
        {outliers.map(({ memory, reason }) => (
          <li key={memory.id}>
            <button type="button" className={styles.outlier} onClick={() => open(memory.coordinate)}>
              <span className={styles.outlierHead}>
                <span className={styles.sourceTitle} data-private>
                  {memory.title || t('untitled')}
                </span>
                <CoordinateLabel coordinate={memory.coordinate} quiet />
              </span>
              <span className={styles.note}>{told(reason)}</span>
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}
