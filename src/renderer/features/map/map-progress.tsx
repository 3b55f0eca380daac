import { Square } from 'lucide-react'
import type { MapProgress } from '#contract/map'
import { Button } from '#ui/button'
import { ProgressBar } from '#ui/progress-bar'
import { formatCount } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './map-screen.module.css'

const t = wordsOf('map')

interface MapProgressViewProps {
  readonly progress: MapProgress
  readonly begunAt: number
  readonly onCancel: () => void
}

const WORDS: Readonly<Record<MapProgress['stage'], PlainKey<'map'>>> = {
  copy: 'copyingTheVectors',
  plane: 'findingThePrincipalAxes',
  topics: 'findingRegions',
  neighbours: 'askingForNeighbours',
  layout: 'layingOut',
  place: 'placingTheRest',
  lonely: 'measuringHowFar',
  read: 'readingTheMemories',
}

/** Less says nothing of what is still to come. */
const TELLING = 0.05

/** How far a map is that is on its way. */
export const MapProgressView = ({ progress, begunAt, onCancel }: MapProgressViewProps) => {
  const { stage, done, total, share } = progress
  const seconds = (performance.now() - begunAt) / 1000
  const left = share > TELLING ? t('timeLeft', { left: formatTimeLeft((seconds / share) * (1 - share)) }) : ''
  const what = t(WORDS[stage])
  const text =
    stage === 'layout'
      ? t('layingOutRound', { what, done: formatCount(done), total: formatCount(total) })
      : what
  return (
    <div className={styles.progress}>
      <span className={styles.progressWords}>
        {text}
        <span>{left}</span>
      </span>
      <ProgressBar label={t('makingTheMapWhat', { text })} done={share} total={1} text={text} />
      <Button size="small" icon={Square} onClick={onCancel}>
        {t('cancel')}
      </Button>
    </div>
  )
}
