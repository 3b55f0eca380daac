import { wordsOf } from '../words/words.ts'
import { formatFixed } from './format-number.ts'

const t = wordsOf('ui')

/** `0.4 ms`, `12 ms`, `1.3 s`, `4 min`: for things that were measured. */
export const formatDuration = (milliseconds: number): string => {
  if (milliseconds === 0) return t('milliseconds', { value: formatFixed(0, 0) })
  if (milliseconds < 9.95) return t('milliseconds', { value: formatFixed(milliseconds, 1) })
  if (milliseconds < 999.5) return t('milliseconds', { value: formatFixed(milliseconds, 0) })
  if (milliseconds < 59_950) return t('seconds', { value: formatFixed(milliseconds / 1000, 1) })
  return t('minutes', { value: formatFixed(milliseconds / 60_000, 0) })
}
