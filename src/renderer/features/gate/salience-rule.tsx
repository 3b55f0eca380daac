import type { GateSettings } from '#contract/gate'
import { wordsOf } from '../../words/words.ts'
import styles from './calibrator.module.css'

const t = wordsOf('gate')

/** What recall does with memories of little salience. */
export const SalienceRule = ({ salience }: Pick<GateSettings, 'salience'>) => {
  const { threshold, below } = salience
  return (
    <section className={styles.part} aria-label={t('salience')}>
      <h2 className={styles.title}>{t('salience')}</h2>
      <p className={styles.note}>
        {t('textSalienceIsHalfImportance', {
          text:
            threshold === null
              ? t('recallTreatsAllMemoriesAlike')
              : t('recallPutsBehindTheOthers', { which: below === 'hide' ? 'yes' : 'no', threshold }),
        })}
      </p>
    </section>
  )
}
