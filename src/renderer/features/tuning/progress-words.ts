import type { TuningProgress } from '#contract/tuning'
import { formatCount } from '../../ui/format-number.ts'

type Progress = Pick<TuningProgress, 'stage' | 'done' | 'total'>

/** What is being done: `Asking exactly, 50 of 200`. */
export const progressWords = ({ stage, done, total }: Progress): string => {
  const of = total > 1 ? `, ${formatCount(done)} of ${formatCount(total)}` : ''
  switch (stage) {
    case 'copy':
      return 'Copying the index'
    case 'queries':
      return 'Reading the queries'
    case 'exact':
      return `Asking exactly${of}`
    case 'calibrate':
      return 'Calibrating the profile'
    case 'build':
      return 'Building other lists on the copy'
    case 'change':
      return 'Changing vectors of the copy'
    default:
      return `Measuring${of}`
  }
}
