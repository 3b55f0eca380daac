import type { GateSettings } from '#contract/gate'
import styles from './calibrator.module.css'

/** What recall does with memories of little salience. */
export const SalienceRule = ({ salience }: Pick<GateSettings, 'salience'>) => {
  const { threshold, below } = salience
  return (
    <section className={styles.part} aria-label="Salience">
      <h2 className={styles.title}>Salience</h2>
      <p className={styles.note}>
        {threshold === null
          ? 'Recall treats all memories alike, however old and unimportant. '
          : `Recall ${below === 'hide' ? 'leaves out' : 'puts behind the others'} what has a salience below ${threshold}. Nothing is deleted. `}
        Salience is half importance, half freshness. It is set under memory_enterprise.salience in Settings.
      </p>
    </section>
  )
}
