/**
 * What a `Retry-After` header asks for (RFC 9110, 10.2.3), in seconds or as a date.
 * @param now epoch seconds
 * @returns milliseconds, or null where there is none that can be read
 */
export const retryAfterOf = (header: string | null, now: number): number | null => {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  // Date.parse takes nearly anything; all dates of HTTP begin with the name of a day.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null
  const date = Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now * 1000)
}
