/**
 * English words too common to tell texts apart: articles, pronouns, auxiliaries, prepositions, and contractions
 * without their apostrophe (`dont`). Negations are in the list because a bag of terms cannot use them: `not` says
 * nothing without its place in the sentence.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a an the of to and in is it that for on with as was are be by at from or this these those have has had having
  not but they you he she we i his her hers its their theirs our ours my mine your yours me him them us
  myself yourself himself herself itself ourselves themselves do does did doing so if then than there here
  what which who whom when where why how will would can cannot could should may might must been being am were
  no nor only own same such too very just about into over under again more most other some any each few
  all both s t now up down out off im ive youre theyre
  dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt wont wouldnt cant couldnt shouldnt mustnt`.split(
    /\s+/,
  ),
)
