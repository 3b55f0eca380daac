/** Letters that Unicode does not decompose, spelled as an English keyboard spells them. */
const spellings: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
  ς: 'σ',
}
const spelled = /[ßæœøđðłħıþς]/g

// Accents of Latin, Greek and Cyrillic, Hebrew points and Arabic vowel marks: readers leave them out when they type.
// The marks of other scripts (Devanagari vowels, Japanese voicing) make a different word, so they stay.
const optionalMarks =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f\u0670]/g

const foreign = /[^\p{L}\p{N}\p{M}]/gu
const ascii = /^[a-z0-9]*$/

/**
 * One spelling for what a reader takes for the same word: NFKC, lower case, no diacritics (`Café`, `CAFE` and
 * `ｃａｆｅ` are `cafe`). What compatibility forms bring in beside letters, digits and marks is dropped (`½` is `12`).
 */
export const foldWord = (word: string): string => {
  const lower = word.toLowerCase()
  if (ascii.test(lower)) return lower
  return lower
    .normalize('NFKD')
    .toLowerCase()
    .replace(optionalMarks, '')
    .replace(spelled, (letter) => spellings[letter] ?? letter)
    .replace(foreign, '')
    .normalize('NFKC')
}
