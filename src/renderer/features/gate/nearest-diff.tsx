import { useQuery } from '@tanstack/react-query'
import { PanelRight } from 'lucide-react'
import { Button } from '#ui/button'
import { CoordinateLabel } from '#ui/coordinate-label'
import { Skeleton } from '#ui/skeleton'
import { TextDiff } from '#ui/text-diff'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatJson } from '../../ui/format-json.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './nearest-diff.module.css'

const t = wordsOf('gate')

interface NearestDiffProps {
  readonly namespace: string
  readonly coordinate: Coordinate
  /** What was to be written, as JSON. */
  readonly payload: string
  readonly sideBySide?: boolean
}

/** The nearest memory beside what was to be written: what is the same, and what would be new, word by word. */
export const NearestDiff = ({ namespace, coordinate, payload, sideBySide = false }: NearestDiffProps) => {
  const { data: memory, error } = useQuery(useSomaQueries().memory.detail(namespace, coordinate))
  return (
    <section className={styles.nearest} aria-label={t('nearestMemory')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{t('nearestMemory')}</h2>
        <CoordinateLabel coordinate={coordinate} quiet />
        <Button
          variant="plain"
          size="small"
          icon={PanelRight}
          onClick={() => workspace.getState().openMemory(coordinate)}
        >
          {t('open')}
        </Button>
      </div>
      {memory ? (
        <TextDiff
          before={formatJson(memory.payload)}
          after={formatJson(payload)}
          beforeLabel={t('atCoordinate', { coordinate: coordinate.join(', ') })}
          afterLabel={t('thisWrite')}
          mode={sideBySide ? 'side-by-side' : 'inline'}
        />
      ) : error ? (
        <p className={styles.gone}>{t('itIsNotThereAny')}</p>
      ) : (
        <Skeleton lines={3} />
      )}
    </section>
  )
}
