import { useQuery } from '@tanstack/react-query'
import { ShieldCheck, ShieldOff } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { formatNumber } from '../../ui/format-number.ts'
import styles from './gate-state.module.css'

/** Whether the gate is on, and by what rule it stops writes. */
export const GateState = () => {
  const { data: settings } = useQuery(useSomaQueries().gate.settings())
  const chosen = useSettingMutations()
  const isReadOnly = useReadOnly()
  const turnOff = (): void =>
    void chosen.set([{ key: 'memory_enterprise.salience.novelty_gate', value: false }])
  return (
    <header className={styles.head}>
      {settings && (
        <>
          <Badge tone={settings.isOn ? 'good' : 'plain'} icon={settings.isOn ? ShieldCheck : ShieldOff}>
            {settings.isOn ? 'On' : 'Off'}
          </Badge>
          <p className={styles.rule}>
            {settings.isOn
              ? 'Stops writes that score below '
              : 'Everything is stored. On, it would stop writes below '}
            <b className="mono">{formatNumber(settings.threshold)}</b>
          </p>
          <p className={styles.weights}>
            score = {formatNumber(settings.weights.novelty)} × novelty +{' '}
            {formatNumber(settings.weights.error)} × error
          </p>
          {settings.isOn && (
            <Button size="small" variant="plain" disabled={isReadOnly} onClick={turnOff}>
              Turn off
            </Button>
          )}
        </>
      )}
    </header>
  )
}
