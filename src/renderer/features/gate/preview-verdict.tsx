import { CircleCheck, CircleSlash } from 'lucide-react'
import type { GatePreview } from '#contract/gate'
import { Badge } from '#ui/badge'
import styles from './gate-preview.module.css'
import { NearestDiff } from './nearest-diff.tsx'
import { PreviewActions } from './preview-actions.tsx'
import { likeWords } from './scale.ts'
import { VerdictScale } from './verdict-scale.tsx'

interface PreviewVerdictProps {
  readonly namespace: string
  readonly preview: GatePreview
  readonly payload: string
  readonly reward: number | null
}

const titleOf = ({ isOn, passes }: GatePreview): string => {
  if (passes) return isOn ? 'Would be stored' : 'Would pass'
  return isOn ? 'Would be stopped' : 'Would be stopped, were the gate on'
}

const detailOf = ({ gate }: GatePreview): string => {
  if (gate === null) return 'Vectors are out of reach, so there is nothing to compare with.'
  const { nearest } = gate
  return nearest === null
    ? 'Nothing is there to be like.'
    : `${likeWords(nearest.similarity)} the nearest memory.`
}

export const PreviewVerdict = ({ namespace, preview, payload, reward }: PreviewVerdictProps) => {
  const { gate, passes } = preview
  const nearest = gate?.nearest ?? null
  return (
    <div className={styles.verdict}>
      <p className={styles.title} role="status">
        <Badge tone={passes ? 'good' : 'warning'} icon={passes ? CircleCheck : CircleSlash}>
          {passes ? 'Kept' : 'Skipped'}
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
