let segmenter: Intl.Segmenter | undefined

/** The sentences of a text, without white space around them; what has no letter and no digit is none. */
export const sentencesOf = (text: string): string[] => {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'sentence' })
  return text
    .split(/\n{2,}|\n\s*[-*•]\s+/u)
    .flatMap((part) => [...(segmenter as Intl.Segmenter).segment(part)])
    .map(({ segment }) =>
      segment
        .replace(/\s+/gu, ' ')
        .trim()
        .replace(/^[-*•] /u, ''),
    )
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}
