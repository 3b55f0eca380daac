import { useCallback, useEffect, useState } from 'react'
import type { ImportReport } from '#contract/imports'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { TextField } from '#ui/text-field'
import { useClient } from '../../../api/client-context.tsx'
import { isCancelled } from '../../../api/describe-error.ts'
import { useProductionName } from '../../../api/production-guard.ts'
import { formatCount } from '../../../ui/format-number.ts'
import { told } from '../../../words/told.ts'
import { wordsOf } from '../../../words/words.ts'
import styles from './second-store.module.css'

const t = wordsOf('secondStore')

interface TakeDialogProps {
  readonly namespace: string
  readonly onClose: () => void
}

type State =
  | { readonly is: 'looking' }
  | {
      readonly is: 'taking' | 'found' | 'taken'
      readonly points: number
      readonly report: ImportReport | null
    }
  | { readonly is: 'failed'; readonly error: unknown }

/** A look first, then the import of what another program wrote into the collection of a namespace. */
const useTaking = (namespace: string) => {
  const { stores } = useClient()
  const [state, setState] = useState<State>({ is: 'looking' })
  const ask = useCallback(
    async (dryRun: boolean, signal: AbortSignal): Promise<void> => {
      setState((before) =>
        dryRun || !('points' in before) ? { is: 'looking' } : { ...before, is: 'taking' },
      )
      try {
        const found = await stores.take({ namespace, dryRun }, { signal })
        if (!signal.aborted) setState({ is: dryRun ? 'found' : 'taken', ...found })
      } catch (error) {
        if (!signal.aborted && !isCancelled(error)) setState({ is: 'failed', error })
      }
    },
    [stores, namespace],
  )
  const [stopping] = useState(() => new AbortController())
  useEffect(() => {
    const looking = new AbortController()
    void ask(true, looking.signal)
    return () => looking.abort()
  }, [ask])
  return { state, look: () => void ask(true, stopping.signal), take: () => void ask(false, stopping.signal) }
}

export const TakeDialog = ({ namespace, onClose }: TakeDialogProps) => {
  const { state, look, take } = useTaking(namespace)
  const production = useProductionName()
  const [typed, setTyped] = useState('')
  const count = state.is === 'found' ? newIn(state.report) : 0
  const isReady = production === null || typed === production
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('takeOverNamespace', { namespace })}
      description={t('pointsWithCoordinateAndType')}
      footer={
        <>
          <Button onClick={onClose}>{t('close')}</Button>
          {(state.is === 'found' || state.is === 'taking') && (
            <Button
              variant="primary"
              busy={state.is === 'taking'}
              disabled={!isReady || (state.is === 'found' && count === 0)}
              onClick={take}
            >
              {t('import')}
            </Button>
          )}
        </>
      }
    >
      {state.is === 'looking' && <Skeleton lines={3} height={20} label={t('readingThePoints')} />}
      {state.is === 'failed' && <ErrorState error={state.error} title={t('notTaken')} onRetry={look} />}
      {'points' in state && <Found {...state} />}
      {state.is === 'found' && count > 0 && production !== null && (
        <div className={styles.field}>
          <TextField
            label={t('typeNameToConfirm', { name: production })}
            value={typed}
            onChange={setTyped}
            mono
          />
        </div>
      )}
    </Dialog>
  )
}

const newIn = (report: ImportReport | null): number => (report === null ? 0 : report.added + report.changed)

const Found = ({ is, points, report }: Extract<State, { points: number }>) => {
  if (report === null) return <p className={styles.text}>{t('nothingOfOtherPrograms')}</p>
  const { added, changed, same, failed, first } = report
  const figures = [
    ['points', points],
    [is === 'taken' ? 'imported' : 'wouldBeNew', added],
    [is === 'taken' ? 'changed' : 'wouldBeChanged', changed],
    ['areTheSame', same],
    ['cannotBeRead', failed],
  ] as const
  return (
    <div role="status">
      <dl className={styles.figures}>
        {figures.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t(name)}</dt>
            <dd>{formatCount(value)}</dd>
          </div>
        ))}
      </dl>
      {first.slice(0, 3).map(({ line, what, why }) => (
        <p key={line} className={styles.text} data-bad>
          {`${told(what)}: ${told(why)}`}
        </p>
      ))}
      {is === 'taken' && <p className={styles.text}>{t('theImportCanBeUndone')}</p>}
    </div>
  )
}
