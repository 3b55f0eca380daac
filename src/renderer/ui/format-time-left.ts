/** `a few seconds`, `40 s`, `12 min`, `3 h 20 min`: for what is still to come, and so never too exact. */
export const formatTimeLeft = (seconds: number): string => {
  if (seconds < 10) return 'a few seconds'
  if (seconds < 90) return `${Math.ceil(seconds / 10) * 10} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const rest = Math.ceil((minutes % 60) / 10) * 10
  const hours = Math.floor(minutes / 60) + (rest === 60 ? 1 : 0)
  return rest % 60 === 0 ? `${hours} h` : `${hours} h ${rest} min`
}
