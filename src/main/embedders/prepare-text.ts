/** Servers refuse the empty text and models see nothing in it, but every memory wants a vector. */
const NOTHING = '(empty)'

/**
 * A text as others embed it: with the prefix that the model was trained with, no longer than it reads anyway, and
 * without half surrogate pairs, which are no text outside of JavaScript.
 */
export const prepareText = (
  text: string,
  { prefix, most }: { readonly prefix: string; readonly most: number },
): string => `${prefix}${text.trim() === '' ? NOTHING : text}`.slice(0, most).toWellFormed()
