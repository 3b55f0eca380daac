import { Map as MapIcon } from 'lucide-react'
import type { RecallResult } from '#contract/recall'
import { Button } from '#ui/button'
import { Skeleton } from '#ui/skeleton'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { requestMap } from '../../workspace/map-request.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { type Funnel, funnelOf, logShare } from './funnel.ts'
import { FunnelBranches } from './funnel-branches.tsx'
import { Bar, Count, Ribbons } from './funnel-parts.tsx'
import { centred } from './funnel-shapes.ts'
import styles from './search-path.module.css'
import { StageTimes } from './stage-times.tsx'

const t = wordsOf('recall')

interface SearchPathProps {
  readonly result: RecallResult | undefined
  readonly query: string
}

/** How the answer on the screen came about, from all memories down to the ones that are shown. */
export const SearchPath = ({ result, query }: SearchPathProps) => {
  if (query.trim() === '') {
    return <p className={styles.nothing}>{t('writeAQueryAndThe')}</p>
  }
  if (result?.note === 'empty-namespace') {
    return <p className={styles.nothing}>{t('nothingIsStoredInThis')}</p>
  }
  const funnel = result && funnelOf(result)
  if (!funnel) {
    return (
      <div className={styles.path}>
        <Skeleton lines={9} height={44} label={t('drawingTheSearch')} />
      </div>
    )
  }
  return (
    <div className={styles.path}>
      <Headline funnel={funnel} />
      <div className={styles.funnel}>
        <Trunk funnel={funnel} />
        <FunnelBranches funnel={funnel} query={query} />
      </div>
      <StageTimes timeline={funnel} />
      <Button
        icon={MapIcon}
        onClick={() => {
          requestMap({ query })
          workspace.getState().go({ screen: 'map' })
        }}
      >
        {t('seeItOnTheMap')}
      </Button>
    </div>
  )
}

/** Memories whose vectors were looked at, by code or exactly. */
const lookedAt = ({ branches }: Funnel): number | null => {
  const steps = branches.find(({ signal }) => signal === 'vector')?.steps ?? []
  return steps.findLast(({ isLook }) => isLook)?.count ?? null
}

const Headline = ({ funnel }: { readonly funnel: Funnel }) => {
  const count = lookedAt(funnel)
  if (count === null) return null
  if (funnel.isExact) {
    return (
      <p className={styles.headline}>
        <b>{t('comparedWithAllCount', { count: formatCount(count) })}</b>
        <span>{t('nothingNearTheQueryCan')}</span>
      </p>
    )
  }
  // Lists are scanned whole, with what the filter leaves out: the measure is all of the namespace.
  const { memories } = funnel
  const share = memories === 0 ? 0 : (100 * count) / memories
  return (
    <p className={styles.headline}>
      <b>{t('lookedAtTextOfThe', { text: share < 9.95 ? formatFixed(share, 1) : Math.round(share) })}</b>
      <span>{t('countOfMemoriesByThe', { count: formatCount(count), memories: formatCount(memories) })}</span>
    </p>
  )
}

/** All memories, and those that the filter lets through. */
const Trunk = ({ funnel }: { readonly funnel: Funnel }) => {
  const { memories, filtered } = funnel
  return (
    <>
      <Count count={memories} label={memories === 1 ? t('memory') : t('memories')} />
      <Bar span={[0, 100]} className={styles.trunk} />
      {filtered !== null && (
        <>
          <Ribbons
            height={16}
            shapes={[{ id: 'filter', top: [0, 100], bottom: centred(logShare(filtered, memories)) }]}
          />
          <Count count={filtered} label={t('letThroughByTheFilter')} />
          <Bar span={centred(logShare(filtered, memories))} className={styles.trunk} />
        </>
      )}
    </>
  )
}
