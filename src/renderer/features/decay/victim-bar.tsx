import { ChevronsDown, Gauge, Pin, X } from 'lucide-react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { formatCount } from '../../ui/format-number.ts'
import type { ChosenVictim } from './chosen-victims.ts'
import { useDecayStore } from './decay-store.ts'
import type { VictimActions } from './use-victim-actions.ts'
import styles from './victim-list.module.css'

interface VictimBarProps {
  readonly victims: readonly ChosenVictim[]
  readonly readOnly: boolean
  readonly actions: VictimActions
}

/** What can be done with all that are chosen, as one change. */
export const VictimBar = ({ victims, readOnly, actions }: VictimBarProps) => (
  <div className={styles.bar} role="toolbar" aria-label="Chosen memories">
    <span className={styles.count}>{formatCount(victims.length)} chosen</span>
    <Button variant="plain" size="small" icon={Pin} disabled={readOnly} onClick={() => actions.pin(victims)}>
      Pin
    </Button>
    <Button
      variant="plain"
      size="small"
      icon={Gauge}
      disabled={readOnly}
      onClick={() => actions.boost(victims)}
    >
      Raise importance
    </Button>
    <Button
      variant="plain"
      size="small"
      icon={ChevronsDown}
      disabled={readOnly}
      onClick={() => actions.accept(victims)}
    >
      Accept
    </Button>
    <IconButton
      icon={X}
      size="small"
      label="Choose none"
      onClick={() => useDecayStore.setState({ chosen: new Map() })}
    />
  </div>
)
