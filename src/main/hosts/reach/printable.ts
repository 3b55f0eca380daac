const LONGEST = 300

/** A name as it may be shown to whoever decides by it: no sign that moves, hides or turns what stands beside it. */
export const printable = (name: string): string => {
  const plain = name.replaceAll(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  )
  if (plain.length <= LONGEST) return plain
  return `${plain.slice(0, LONGEST / 2)} … ${plain.slice(-LONGEST / 2)}`
}
