import { ChevronsDown, Gauge, Pin, X } from 'lucide-react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { ChosenVictim } from './chosen-victims.ts'
import { useDecayStore } from './decay-store.ts'
import type { VictimActions } from './use-victim-actions.ts'
import styles from './victim-list.module.css'

const t = wordsOf('decay')

interface VictimBarProps {
  readonly victims: readonly ChosenVictim[]
  readonly readOnly: boolean
  readonly actions: VictimActions
}

/** What can be done with all that are chosen, as one change. */
export const VictimBar = ({ victims, readOnly, actions }: VictimBarProps) => (
  <div className={styles.bar} role="toolbar" aria-label={t('chosenMemories')}>
    <span className={styles.count}>{t('victimsChosen', { victims: formatCount(victims.length) })}</span>
    <Button variant="plain" size="small" icon={Pin} disabled={readOnly} onClick={() => actions.pin(victims)}>
      {t('pin')}
    </Button>
    <Button
      variant="plain"
      size="small"
      icon={Gauge}
      disabled={readOnly}
      onClick={() => actions.boost(victims)}
    >
      {t('raiseImportance')}
    </Button>
    <Button
      variant="plain"
      size="small"
      icon={ChevronsDown}
      disabled={readOnly}
      onClick={() => actions.accept(victims)}
    >
      {t('accept')}
    </Button>
    <IconButton
      icon={X}
      size="small"
      label={t('chooseNone')}
      onClick={() => useDecayStore.setState({ chosen: new Map() })}
    />
  </div>
)
