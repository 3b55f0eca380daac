import { wordsOf } from '../words/words.ts'

const t = wordsOf('ui')

/** `a few seconds`, `40 s`, `12 min`, `3 h 20 min`: for what is still to come, and so never too exact. */
export const formatTimeLeft = (seconds: number): string => {
  if (seconds < 10) return t('aFewSeconds')
  if (seconds < 90) return t('seconds', { value: Math.ceil(seconds / 10) * 10 })
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return t('minutes', { value: minutes })
  const rest = Math.ceil((minutes % 60) / 10) * 10
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0)
  return rest % 60 === 0 ? t('hours', { value: hours }) : t('hoursAndMinutes', { hours, minutes: rest })
}
