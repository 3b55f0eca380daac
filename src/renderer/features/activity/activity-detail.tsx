import { History, SearchCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ActivityEntry } from '#contract/activity'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { CoordinateLabel } from '#ui/coordinate-label'
import { formatDuration } from '../../ui/format-duration.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'
import { coordinateKey } from '../../workspace/location.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './activity-detail.module.css'
import { ACTION_WORDS, aboutWords } from './activity-words.ts'
import { openChange, openInRecall } from './open-entry.ts'

const t = wordsOf('activity')

/** One entry from all sides, and where it leads. */
export const ActivityDetail = ({ entry }: { readonly entry: ActivityEntry }) => {
  const { action, at, client, namespace, seq, query, k, took, count, coordinates, change } = entry
  const { label, tone } = ACTION_WORDS[action]
  const isRecall = action === 'recall'
  return (
    <section className={styles.detail} aria-label={t('whatHappened')}>
      <header className={styles.head}>
        <Badge tone={tone}>{label}</Badge>
        <h2 className={styles.about} data-private>
          {aboutWords(entry)}
        </h2>
      </header>
      <dl className={styles.facts}>
        <Fact name={t('when')}>{formatDateTime(at)}</Fact>
        <Fact name={t('client')}>{client}</Fact>
        <Fact name={t('namespace')}>{namespace || t('theWholeDatabase')}</Fact>
        {change !== null && <Fact name={t('inTheJournal')}>{change}</Fact>}
        {isRecall && (
          <Fact name={t('answer')}>
            {took === null
              ? t('countOfHits', { count, k: k ?? count })
              : t('countOfHitsIn', { count, k: k ?? count, took: formatDuration(took) })}
          </Fact>
        )}
        {seq !== null && <Fact name={isRecall ? t('asOfChange') : t('change')}>{seq}</Fact>}
      </dl>
      <div className={styles.actions}>
        {isRecall && query !== null && (
          <Button icon={SearchCheck} shortcut="R" onClick={() => openInRecall(entry)}>
            {t('askAgainInRecall')}
          </Button>
        )}
        {!isRecall && seq !== null && (
          <Button icon={History} onClick={() => openChange(entry)}>
            {t('openInTheHistory')}
          </Button>
        )}
      </div>
      {coordinates.length > 0 && (
        <>
          <h3 className={styles.title}>
            {isRecall ? t('hitsBestFirst') : t('memories')}
            {count > coordinates.length && t('theFirstOfCount', { shown: coordinates.length, count })}
          </h3>
          <ol className={styles.memories}>
            {coordinates.map((coordinate) => (
              <li key={coordinateKey(coordinate)}>
                <button
                  type="button"
                  className={styles.memory}
                  onClick={() =>
                    workspace.getState().openMemory(coordinate, { namespace, screen: 'activity' })
                  }
                >
                  <CoordinateLabel coordinate={coordinate} />
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
)
