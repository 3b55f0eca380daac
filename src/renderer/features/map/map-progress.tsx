import { Square } from 'lucide-react'
import type { MapMethod, MapProgress } from '#contract/map'
import { Button } from '#ui/button'
import { ProgressBar } from '#ui/progress-bar'
import { formatCount } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import styles from './map-screen.module.css'

interface MapProgressViewProps {
  readonly method: MapMethod
  readonly progress: MapProgress
  readonly begunAt: number
  readonly onCancel: () => void
}

/** Shares of the whole time, as measured: how far a stage is says little of how far all is. */
const SHARES: Readonly<Record<MapMethod, Readonly<Record<MapProgress['stage'], readonly [number, number]>>>> =
  {
    pca: {
      copy: [0, 0.1],
      plane: [0.1, 0.6],
      topics: [0.6, 0.9],
      neighbours: [0.3, 0.95],
      layout: [0.9, 0.9],
      place: [0.9, 0.9],
      read: [0.95, 1],
    },
    umap: {
      copy: [0, 0.02],
      plane: [0.02, 0.1],
      topics: [0.1, 0.15],
      neighbours: [0.15, 0.4],
      layout: [0.4, 0.75],
      place: [0.75, 0.98],
      read: [0.98, 1],
    },
  }

const WORDS: Readonly<Record<MapProgress['stage'], string>> = {
  copy: 'Copying the vectors',
  plane: 'Finding the principal axes',
  topics: 'Finding regions',
  neighbours: 'Asking for neighbours',
  layout: 'Laying out',
  place: 'Placing the rest',
  read: 'Reading the memories',
}

/** Less says nothing of what is still to come. */
const TELLING = 0.05

/** How far a map is that is on its way. */
export const MapProgressView = ({ method, progress, begunAt, onCancel }: MapProgressViewProps) => {
  const { stage, done, total } = progress
  const [from, to] = SHARES[method][stage]
  const share = from + (to - from) * Math.min(1, done / Math.max(total, 1e-9))
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
