import type { KeptOut, LetIn, WhyNot } from '#contract/recall'
import { unreachable } from '#contract/unreachable'
import { describeFilter } from '../../filters/describe-filter.ts'
import { formatCount, formatScore } from '../../ui/format-number.ts'
import { formatDateTime } from '../../ui/format-time.ts'

const ordinal = (n: number): string => {
  const tens = n % 100
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${formatCount(n)}${ending}`
}

/** What kept a memory out, in one plain sentence (REC-5). */
export const keptOutSentence = (reason: KeptOut): string => {
  switch (reason.is) {
    case 'returned':
      return `It is among the results, at place ${formatCount(reason.rank)}.`
    case 'nowhere':
      return 'No memory has this coordinate, in this namespace or any other.'
    case 'other-namespace':
      return `It is in another namespace: ${reason.namespaces.join(', ')}.`
    case 'deleted':
      return `It lies in the bin since ${formatDateTime(reason.at)}; recall finds what lives.`
    case 'nothing-asked':
      return 'Nothing was asked: an empty query, or none of its best, has no results.'
    case 'low-salience':
      return `Its salience is ${formatScore(reason.salience)}, and recall hides what is below ${formatScore(reason.threshold)}.`
    case 'filtered':
      return `The filter keeps it out: ${reason.conditions.map(describeFilter).join('; ')} does not hold for it.`
    case 'no-vector':
      return 'It has none of the words, and no vector yet by which its meaning could be compared.'
    case 'list-not-visited':
      return `Its list is the ${ordinal(reason.list)} nearest of ${formatCount(reason.lists)}, and the search opened ${formatCount(reason.beamWidth)}.`
    case 'cut-by-cap':
      return `By its code it came after the ${formatCount(reason.maxCandidates)} candidates that were compared exactly.`
    case 'cut-by-code':
      return 'By its code it was too far below the last result to be compared exactly.'
    case 'below-kth':
      return `It comes ${ordinal(reason.rank)} and ${formatCount(reason.k)} are shown: ${formatScore(reason.by)} is missing to the last of them.`
    default:
      return unreachable(reason)
  }
}

/** The few words over the sentence. */
export const keptOutTitle = ({ is }: KeptOut): string => KEPT_OUT_TITLES[is]

const KEPT_OUT_TITLES: { readonly [I in KeptOut['is']]: string } = {
  returned: 'It was recalled',
  nowhere: 'There is no such memory',
  'other-namespace': 'It lives elsewhere',
  deleted: 'It was deleted',
  'nothing-asked': 'Nothing was asked',
  'low-salience': 'Hidden for its salience',
  filtered: 'Filtered out',
  'no-vector': 'Nothing to compare',
  'list-not-visited': 'Its list was not visited',
  'cut-by-cap': 'Cut by the candidate cap',
  'cut-by-code': 'Cut by its code',
  'below-kth': 'Others score higher',
}

/** One step of the smallest change, short enough for a chip. */
export const letInWords = (step: LetIn): { readonly label: string; readonly value?: string } => {
  const moved = (from: number, to: number) => `${formatCount(from)} → ${formatCount(to)}`
  switch (step.is) {
    case 'drop-condition':
      return { label: 'drop', value: describeFilter(step.condition) }
    case 'k':
      return { label: 'k', value: moved(step.from, step.to) }
    case 'beam-width':
      return { label: 'beam', value: moved(step.from, step.to) }
    case 'max-candidates':
      return { label: 'candidates', value: moved(step.from, step.to) }
    case 'exact':
      return { label: 'compare with all' }
    default:
      return unreachable(step)
  }
}

/** Why there is nothing to apply, where there is nothing. */
export const noChangeSentence = ({ reason, change }: Pick<WhyNot, 'reason' | 'change'>): string | null => {
  if (change) return null
  switch (reason.is) {
    case 'returned':
    case 'nowhere':
    case 'other-namespace':
    case 'nothing-asked':
      return null
    case 'deleted':
      return 'No other query finds it while it lies in the bin.'
    default:
      return 'No other depth, filter or effort lets it in for these words.'
  }
}
