import { useQueryClient } from '@tanstack/react-query'
import { Hourglass, PauseCircle, SlidersHorizontal, Wind } from 'lucide-react'
import { useState } from 'react'
import type { DecayRules } from '#contract/decay-rules'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { askInProduction } from '../../api/production-guard.ts'
import { useDecayMutations } from '../../api/use-decay-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './decay-screen.module.css'
import { useDecayStore } from './decay-store.ts'

const t = wordsOf('decay')
const connectionWords = wordsOf('connections')

const sweeping = () => ({
  title: connectionWords('sweepNow'),
  detail: connectionWords('whatIsDueDecays'),
  confirmLabel: t('sweepNow'),
})

/** Whether memories decay, how often, up to how many there may be; and the sweep by hand. */
export const DecayHead = ({ inForce }: { readonly inForce: DecayRules }) => {
  const { isPanelOpen, view } = useDecayStore()
  const { sweep } = useDecayMutations()
  const queryClient = useQueryClient()
  const readOnly = useReadOnly()
  const [busy, setBusy] = useState(false)
  const run = async (): Promise<void> => {
    if (!(await askInProduction(queryClient, sweeping()))) return
    setBusy(true)
    await sweep()
    setBusy(false)
  }
  const limit =
    inForce.limit === null ? t('noLimit') : t('atMostLimitMemories', { limit: formatCount(inForce.limit) })
  return (
    <header className={styles.head}>
      <Badge tone={inForce.isOn ? 'good' : 'plain'} icon={inForce.isOn ? Hourglass : PauseCircle}>
        {inForce.isOn ? t('on') : t('off')}
      </Badge>
      <p className={styles.rule}>
        {t('nothingDecaysLimitSweptEvery', {
          which: inForce.isOn ? 'yes' : 'no',
          limit,
          interval: formatTimeLeft(inForce.interval),
        })}
      </p>
      <Button size="small" icon={Wind} busy={busy} disabled={readOnly} onClick={() => void run()}>
        {t('sweepNow')}
      </Button>
      <IconButton
        icon={SlidersHorizontal}
        label={t('parameters')}
        shortcut="R"
        pressed={isPanelOpen && view !== 'bin'}
        disabled={view === 'bin'}
        onClick={() => useDecayStore.setState({ isPanelOpen: !isPanelOpen })}
      />
    </header>
  )
}
