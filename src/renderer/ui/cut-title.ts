/** Of a title the engine keeps 200 characters (MEM-6), or one less where a pair would be split. */
const KEPT = 199
/** A word that is longer is cut where the room ends, as is what knows no spaces. */
const LONGEST_WORD = 30

/** Without its last word, of which there may be more, and without what would stand before the three dots. */
const wholeWords = (text: string): string => {
  const space = text.search(/\s\S*$/)
  const kept =
    space > 0 && space >= text.length - LONGEST_WORD
      ? text.slice(0, space)
      : text.slice(0, -1).replace(/[\uD800-\uDBFF]$/, '')
  return kept.replace(/[\s.,:;!?…、。，：；-]+$/u, '')
}

/** Up to so many characters, cut where a word ends: `A product does not set…`. */
export const cutAtWord = (text: string, most: number): string =>
  text.length <= most ? text : `${wholeWords(text.slice(0, most + 1))}…`

/** A title that was cut says so, where there is room for all that was kept of it. */
export const cutTitle = (title: string): string => (title.length < KEPT ? title : `${wholeWords(title)}…`)

type Ranges = readonly (readonly [number, number])[]

/** The same, with those of its marks that are still there. */
export const cutHighlighted = (
  title: string,
  ranges: Ranges,
): { readonly text: string; readonly ranges: Ranges } => {
  const text = cutTitle(title)
  return { text, ranges: text === title ? ranges : ranges.filter(([, end]) => end < text.length) }
}
