const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const pad = (value: number): string => value.toString().padStart(2, '0')

/** Local day: `2026-03-05`. Sorts as it reads. */
export const formatDate = (seconds: number): string => {
  const date = new Date(seconds * 1000)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** Local day and time: `2026-03-05 14:07:31`. */
export const formatDateTime = (seconds: number): string => {
  const date = new Date(seconds * 1000)
  return `${formatDate(seconds)} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
}

/** `just now`, `4 min ago`, `in 3 h`, `12 d ago`; beyond four weeks the day itself says more. */
export const formatAgo = (seconds: number, now: number): string => {
  const away = Math.abs(now - seconds)
  if (away < MINUTE) return 'just now'
  if (away >= 28 * DAY) return formatDate(seconds)
  const [value, unit] =
    away < HOUR ? [away / MINUTE, 'min'] : away < DAY ? [away / HOUR, 'h'] : [away / DAY, 'd']
  const text = `${Math.floor(value)} ${unit}`
  return seconds > now ? `in ${text}` : `${text} ago`
}
