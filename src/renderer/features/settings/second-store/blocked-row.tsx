import { Button } from '#ui/button'
import { told } from '../../../words/told.ts'
import { wordsOf } from '../../../words/words.ts'
import { SettingsRow } from '../settings-section.tsx'
import styles from './second-store.module.css'

const t = wordsOf('secondStore')

interface BlockedRowProps {
  readonly namespace: string
  readonly why: string
  readonly isOff: boolean
  readonly onAct: (act: 'beside' | 'take') => void
}

/** A namespace that is answered by this computer, since its collection there cannot take it. */
export const BlockedRow = ({ namespace, why, isOff, onAct }: BlockedRowProps) => (
  <li className={styles.blocked}>
    <SettingsRow name={namespace} detail={told(why)}>
      <div className={styles.acts}>
        <Button
          size="small"
          disabled={isOff}
          aria-label={t('takeOverNamespace', { namespace })}
          onClick={() => onAct('take')}
        >
          {t('takeOver')}
        </Button>
        <Button
          size="small"
          disabled={isOff}
          aria-label={t('makeOneBesideNamespace', { namespace })}
          onClick={() => onAct('beside')}
        >
          {t('makeOneBeside')}
        </Button>
      </div>
    </SettingsRow>
  </li>
)
