import { ShieldCheck } from 'lucide-react'
import { Button } from '#ui/button'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { useGateStore } from './gate-store.ts'

const t = wordsOf('gate')

const SALIENCE = 'memory_enterprise.salience'

interface GateSwitchProps {
  readonly isOn: boolean
  /** To stop below from now on; left as it is if nothing is said. */
  readonly threshold?: number
  readonly size?: 'small' | 'normal'
}

/** Turns the gate on, or goes by the threshold that was tried out. One change, which can be undone. */
export const GateSwitch = ({ isOn, threshold, size = 'small' }: GateSwitchProps) => {
  const settings = useSettingMutations()
  const isReadOnly = useReadOnly()
  const apply = async (): Promise<void> => {
    const outcome = await settings.set([
      ...(isOn ? [] : [{ key: `${SALIENCE}.novelty_gate`, value: true }]),
      ...(threshold === undefined ? [] : [{ key: `${SALIENCE}.novelty_threshold`, value: threshold }]),
    ])
    if (outcome.ok && threshold !== undefined) useGateStore.getState().tryOut(null)
  }
  const words = threshold === undefined ? '' : t('atThreshold', { threshold: formatFixed(threshold, 2) })
  return (
    <Button
      size={size}
      variant="primary"
      icon={ShieldCheck}
      disabled={isReadOnly}
      onClick={() => void apply()}
    >
      {isOn
        ? t('stopWritesBelowThreshold', {
            threshold: threshold === undefined ? '' : formatFixed(threshold, 2),
          })
        : t('turnTheGateOnWords', { words })}
    </Button>
  )
}
