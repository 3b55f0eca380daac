import { useQuery } from '@tanstack/react-query'
import { GitCompareArrows } from 'lucide-react'
import { useState } from 'react'
import { CoordinateLabel } from '#ui/coordinate-label'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Select } from '#ui/select'
import { Skeleton } from '#ui/skeleton'
import { TypeBadge } from '#ui/type-badge'
import { useSomaQueries } from '../api/client-context.tsx'
import { formatCount } from '../ui/format-number.ts'
import { wordsOf } from '../words/words.ts'
import { coordinateKey } from '../workspace/location.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { workspace } from '../workspace/use-workspace.ts'
import styles from './namespace-compare-dialog.module.css'

const t = wordsOf('shell')

const SHOWN = 200

const Comparison = ({ left, right }: { readonly left: string; readonly right: string }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().namespaces.compare(left, right, SHOWN))
  if (error) return <ErrorState error={error} title={t('notCompared')} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={8} height={28} />
  const kinds = {
    'only-left': t('onlyInLeft', { left }),
    'only-right': t('onlyInRight', { right }),
    different: t('comparedDifferent'),
  } as const
  const all = data.onlyLeft + data.onlyRight + data.different
  const open = (coordinate: readonly number[], kind: keyof typeof kinds): void => {
    closeOverlay()
    workspace.getState().openMemory(coordinate, {
      namespace: kind === 'only-right' ? right : left,
      screen: 'memories',
    })
  }
  return (
    <>
      <dl className={styles.counts}>
        {(
          [
            [kinds['only-left'], data.onlyLeft],
            [kinds['only-right'], data.onlyRight],
            [kinds.different, data.different],
            [t('comparedEqual'), data.equal],
          ] as const
        ).map(([label, count]) => (
          <div key={label}>
            <dd className={styles.count}>{formatCount(count)}</dd>
            <dt className={styles.label}>{label}</dt>
          </div>
        ))}
      </dl>
      {all === 0 ? (
        <EmptyState icon={GitCompareArrows} title={t('noDifference')} detail={t('bothHoldTheSameMemories')} />
      ) : (
        <ul className={styles.list}>
          {data.differences.map(({ coordinate, title, type, kind }) => (
            <li key={`${kind}${coordinateKey(coordinate)}`}>
              <button type="button" className={styles.row} onClick={() => open(coordinate, kind)}>
                <CoordinateLabel coordinate={coordinate} />
                <span className="truncate" data-private>
                  {title}
                </span>
                <TypeBadge type={type} />
                <span className={styles.kind}>{kinds[kind]}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {all > data.differences.length && (
        <p className={styles.label}>
          {t('showingDifferencesOfAllDifferences', {
            differences: formatCount(data.differences.length),
            all: formatCount(all),
          })}
        </p>
      )}
    </>
  )
}

export const NamespaceCompareDialog = ({ namespace }: { readonly namespace: string }) => {
  const { data: namespaces = [] } = useQuery(useSomaQueries().namespaces.list())
  const names = namespaces.map(({ name }) => name)
  const [left, setLeft] = useState(namespace)
  const [chosen, setRight] = useState<string | null>(null)
  const right = chosen ?? names.find((name) => name !== left) ?? null
  const options = names.map((name) => ({ value: name, label: name }))
  return (
    <Dialog open onClose={closeOverlay} title={t('compareNamespaces')} size="large">
      <div className={styles.choice}>
        <Select label={t('left')} value={left} onChange={setLeft} options={options} />
        <Select label={t('right')} value={right ?? ''} onChange={setRight} options={options} />
      </div>
      <div className={styles.result}>
        {right === null || right === left ? (
          <EmptyState icon={GitCompareArrows} title={t('chooseTwoDifferentNamespaces')} />
        ) : (
          <Comparison left={left} right={right} />
        )}
      </div>
    </Dialog>
  )
}
