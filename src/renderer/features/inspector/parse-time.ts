const LOCAL = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?)?$/

/** Epoch seconds of `2026-03-05`, `2026-03-05 14:07:31` (local) or a plain number of seconds; null for the rest. */
export const parseTime = (typed: string): number | null => {
  const text = typed.trim()
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  const match = LOCAL.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match
    .slice(1, 6)
    .map((part) => Number(part ?? 0))
  const seconds = Number(match[6] ?? 0)
  const date = new Date(year, month - 1, day, hour, minute)
  // `2026-02-31` rolls over into March; a person who typed it meant something else.
  const real =
    date.getMonth() === month - 1 && date.getDate() === day && hour < 24 && minute < 60 && seconds < 60
  return real ? date.getTime() / 1000 + seconds : null
}
