import type { TuningProgress } from '#contract/tuning'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('tuning')

type Progress = Pick<TuningProgress, 'stage' | 'done' | 'total'>

/** What is being done: `Asking exactly, 50 of 200`. */
export const progressWords = ({ stage, done, total }: Progress): string => {
  const of = total > 1 ? t('ofTotal', { done: formatCount(done), total: formatCount(total) }) : ''
  switch (stage) {
    case 'copy':
      return t('copyingTheIndex')
    case 'queries':
      return t('readingTheQueries')
    case 'exact':
      return t('askingExactly', { of })
    case 'calibrate':
      return t('calibratingTheProfile')
    case 'build':
      return t('buildingOtherLists')
    case 'change':
      return t('changingVectors')
    default:
      return t('measuringOf', { of })
  }
}
