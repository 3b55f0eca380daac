import { useQuery } from '@tanstack/react-query'
import { ShieldCheck, ShieldOff } from 'lucide-react'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './gate-state.module.css'

const t = wordsOf('gate')

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
            {settings.isOn ? t('on') : t('off')}
          </Badge>
          <p className={styles.rule}>
            {settings.isOn ? t('stopsWritesThatScoreBelow') : t('everythingIsStoredOnIt')}
            <b className="mono">{formatNumber(settings.threshold)}</b>
          </p>
          <p className={styles.weights}>
            {t('scoreNoveltyNoveltyErrorError', {
              novelty: formatNumber(settings.weights.novelty),
              error: formatNumber(settings.weights.error),
            })}
          </p>
          {settings.isOn && (
            <Button size="small" variant="plain" disabled={isReadOnly} onClick={turnOff}>
              {t('turnOff')}
            </Button>
          )}
        </>
      )}
    </header>
  )
}
