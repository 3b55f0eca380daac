import { useQuery } from '@tanstack/react-query'
import { Lock, ShieldAlert } from 'lucide-react'
import { Tooltip } from '#ui/tooltip'
import { useSomaQueries } from '../api/client-context.tsx'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import styles from './connection-marks.module.css'

const t = wordsOf('connections')

/** What must not be forgotten of the open connection: seen on every screen. */
export const ConnectionMarks = () => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  if (status === undefined) return null
  const { production, readOnly } = status.connection
  const name = told(status.connection.name)
  if (!production && !readOnly) return null
  return (
    <div className={styles.marks} role="status" aria-label={t('marksOfTheConnection')}>
      {production && (
        <Tooltip text={t('nameIsProductionActsAsk', { name })} side="bottom">
          <span className={styles.mark} data-production>
            <ShieldAlert size={14} aria-hidden />
            {t('production')}
          </span>
        </Tooltip>
      )}
      {readOnly && (
        <Tooltip text={t('nameIsReadOnlyNothing', { name })} side="bottom">
          <span className={styles.mark}>
            <Lock size={14} aria-hidden />
            {t('readOnly')}
          </span>
        </Tooltip>
      )}
    </div>
  )
}
