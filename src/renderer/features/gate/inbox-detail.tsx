import { CircleSlash, GitMerge, Plus } from 'lucide-react'
import type { InboxEntry } from '#contract/gate'
import { Button } from '#ui/button'
import { CoordinateLabel } from '#ui/coordinate-label'
import { TimeLabel } from '#ui/time-label'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount, formatNumber } from '../../ui/format-number.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import type { Settling } from './inbox-handle.ts'
import styles from './inbox-view.module.css'
import { NearestDiff } from './nearest-diff.tsx'
import { VerdictScale } from './verdict-scale.tsx'

const t = wordsOf('gate')

interface InboxDetailProps {
  readonly namespace: string
  readonly entry: InboxEntry
  /** How many the actions are for. */
  readonly count: number
  readonly onSettle: (how: Settling) => void
}

export const InboxDetail = ({ namespace, entry, count, onSettle }: InboxDetailProps) => {
  const { title, author, at, coordinate, reason, reward, gate, nearest, payload } = entry
  const readOnly = useReadOnly()
  const all = count > 1 ? ` ${formatCount(count)}` : ''
  return (
    <article className={styles.detail} aria-label={t('stoppedWrite')}>
      <h2 className={styles.heading} data-private>
        {title || t('untitled')}
      </h2>
      <p className={styles.facts}>
        <span>{t('byAuthor', { author })}</span>
        <TimeLabel seconds={at} />
        <span>
          {t.rich('forCoordinateLabel', {
            coordinateLabel: <CoordinateLabel coordinate={coordinate} quiet />,
          })}
        </span>
        {reward !== null && <span>{t('rewardReward', { reward: formatNumber(reward) })}</span>}
        {reason !== null && <span className="selectable">{told(reason)}</span>}
      </p>
      <VerdictScale gate={gate} />
      <div className={styles.actions}>
        <Button
          variant="primary"
          icon={Plus}
          shortcut="S"
          disabled={readOnly}
          onClick={() => onSettle('store')}
        >
          {t('storeAllAnyway', { all })}
        </Button>
        <Button
          icon={GitMerge}
          shortcut="M"
          disabled={readOnly || (count === 1 && nearest?.deletedAt !== null)}
          onClick={() => onSettle('merge')}
        >
          {t('mergeAllIntoNearest', { all })}
        </Button>
        <Button icon={CircleSlash} shortcut="C" disabled={readOnly} onClick={() => onSettle('confirm')}>
          {t('throwAllAway', { all })}
        </Button>
      </div>
      {nearest && nearest.deletedAt === null ? (
        <NearestDiff namespace={namespace} coordinate={nearest.coordinate} payload={payload} sideBySide />
      ) : (
        <p className={styles.facts}>
          {gate.nearest === null ? t('nothingWasNearIt') : t('whatItWasLikeLies')}
        </p>
      )}
    </article>
  )
}
