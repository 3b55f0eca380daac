import { CircleCheck, CircleSlash } from 'lucide-react'
import type { GatePreview } from '#contract/gate'
import { Badge } from '#ui/badge'
import { percentAlike } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './gate-preview.module.css'
import { NearestDiff } from './nearest-diff.tsx'
import { PreviewActions } from './preview-actions.tsx'
import { VerdictScale } from './verdict-scale.tsx'

const t = wordsOf('gate')

interface PreviewVerdictProps {
  readonly namespace: string
  readonly preview: GatePreview
  readonly payload: string
  readonly reward: number | null
}

const titleOf = ({ isOn, passes }: GatePreview): string => {
  if (passes) return isOn ? t('wouldBeStored') : t('wouldPass')
  return isOn ? t('wouldBeStopped') : t('wouldBeStoppedWereThe')
}

const detailOf = ({ gate }: GatePreview): string => {
  if (gate === null) return t('vectorsAreOutOfReach')
  const { nearest } = gate
  return nearest === null
    ? t('nothingIsThereToBe')
    : t('likeTheNearest', { min: percentAlike(nearest.similarity) })
}

export const PreviewVerdict = ({ namespace, preview, payload, reward }: PreviewVerdictProps) => {
  const { gate, passes } = preview
  const nearest = gate?.nearest ?? null
  return (
    <div className={styles.verdict}>
      <p className={styles.title} role="status">
        <Badge tone={passes ? 'good' : 'warning'} icon={passes ? CircleCheck : CircleSlash}>
          {passes ? t('kept') : t('skipped')}
        </Badge>
        {titleOf(preview)}
        <span className={styles.detail}>{detailOf(preview)}</span>
      </p>
      {gate && <VerdictScale gate={gate} />}
      <div className={styles.actions}>
        <PreviewActions
          namespace={namespace}
          payload={payload}
          reward={reward}
          passes={passes}
          nearest={nearest?.coordinate ?? null}
        />
      </div>
      {nearest && <NearestDiff namespace={namespace} coordinate={nearest.coordinate} payload={payload} />}
    </div>
  )
}
