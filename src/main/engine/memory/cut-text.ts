/** The first so many UTF-16 units of a text; a pair that the cut would split is left out whole. */
export const cutText = (text: string, length: number): string => {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  const isHigh = last >= 0xd800 && last < 0xdc00
  return text.slice(0, isHigh ? length - 1 : length)
}
