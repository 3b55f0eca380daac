import type { Memory } from '#contract/memory'
import { TimeLabel } from '#ui/time-label'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { wordsOf } from '../../words/words.ts'
import { FactImportance } from './fact-importance.tsx'
import { FactTimestamp } from './fact-timestamp.tsx'
import { FactType } from './fact-type.tsx'
import styles from './facts.module.css'

const t = wordsOf('inspector')

/** What is kept beside the payload. Type, importance and time are edited where they stand. */
export const Facts = ({ memory }: { readonly memory: Memory }) => {
  const { update } = useMemoryMutations()
  const { namespace, coordinate } = memory
  const readOnly = useReadOnly()
  const writable = memory.deletedAt === null && !readOnly
  return (
    <dl className={styles.facts}>
      <div>
        <dt className={styles.name}>{t('type')}</dt>
        <dd>
          <FactType
            type={memory.type}
            writable={writable}
            onChange={(type) => void update({ namespace, coordinate, type })}
          />
        </dd>
      </div>
      <div>
        <dt className={styles.name}>{t('importance')}</dt>
        <dd>
          <FactImportance
            key={memory.importance}
            value={memory.importance}
            writable={writable}
            onChange={(importance) => void update({ namespace, coordinate, importance })}
          />
        </dd>
      </div>
      <div>
        <dt className={styles.name}>{t('time')}</dt>
        <dd>
          <FactTimestamp
            key={memory.timestamp}
            seconds={memory.timestamp}
            writable={writable}
            onChange={(timestamp) => void update({ namespace, coordinate, timestamp })}
          />
        </dd>
      </div>
      <div>
        <dt className={styles.name}>{t('stored')}</dt>
        <dd className={styles.plain}>
          <TimeLabel seconds={memory.createdAt} />
        </dd>
      </div>
    </dl>
  )
}
