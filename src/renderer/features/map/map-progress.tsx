import { Square } from 'lucide-react'
import type { MapProgress } from '#contract/map'
import { Button } from '#ui/button'
import { ProgressBar } from '#ui/progress-bar'
import { formatCount } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import styles from './map-screen.module.css'

interface MapProgressViewProps {
  readonly progress: MapProgress
  readonly begunAt: number
  readonly onCancel: () => void
}

const WORDS: Readonly<Record<MapProgress['stage'], string>> = {
  copy: 'Copying the vectors',
  plane: 'Finding the principal axes',
  topics: 'Finding regions',
  neighbours: 'Asking for neighbours',
  layout: 'Laying out',
  place: 'Placing the rest',
  lonely: 'Measuring how far each is from its nearest',
  read: 'Reading the memories',
}

/** Less says nothing of what is still to come. */
const TELLING = 0.05

/** How far a map is that is on its way. */
export const MapProgressView = ({ progress, begunAt, onCancel }: MapProgressViewProps) => {
  const { stage, done, total, share } = progress
  const seconds = (performance.now() - begunAt) / 1000
  const left = share > TELLING ? `, ${formatTimeLeft((seconds / share) * (1 - share))} left` : ''
  const rounds = stage === 'layout' ? `, round ${formatCount(done)} of ${formatCount(total)}` : ''
  const text = `${WORDS[stage]}${rounds}`
  return (
    <div className={styles.progress} role="status">
      <span className={styles.progressWords}>
        {text}
        <span>{left}</span>
      </span>
      <ProgressBar label={`Making the map: ${text}`} done={share} total={1} text={text} />
      <Button size="small" icon={Square} onClick={onCancel}>
        Cancel
      </Button>
    </div>
  )
}
