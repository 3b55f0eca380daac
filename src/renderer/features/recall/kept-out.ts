import type { KeptOut, LetIn, WhyNot } from '#contract/recall'
import { unreachable } from '#contract/unreachable'
import { describeFilter } from '../../filters/describe-filter.ts'
import { formatCount, formatScore } from '../../ui/format-number.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('recall')

const ordinal = (n: number): string => {
  const tens = n % 100
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${formatCount(n)}${ending}`
}

/** What kept a memory out, in one plain sentence (REC-5). */
export const keptOutSentence = (reason: KeptOut): string => {
  switch (reason.is) {
    case 'returned':
      return t('itIsAmongTheResults', { rank: formatCount(reason.rank) })
    case 'nowhere':
      return t('noMemoryHasThisCoordinate')
    case 'other-namespace':
      return t('itIsInAnotherNamespace', { namespaces: reason.namespaces.join(', ') })
    case 'deleted':
      return t('itLiesInTheBin', { at: formatDateTime(reason.at) })
    case 'nothing-asked':
      return t('nothingWasAskedAnEmpty')
    case 'low-salience':
      return t('itsSalienceIsSalienceAnd', {
        salience: formatScore(reason.salience),
        threshold: formatScore(reason.threshold),
      })
    case 'filtered':
      return t('theFilterKeepsItOut', { conditions: reason.conditions.map(describeFilter).join('; ') })
    case 'no-vector':
      return t('itHasNoneOfThe')
    case 'list-not-visited':
      return t('itsListIsTheList', {
        list: ordinal(reason.list),
        lists: formatCount(reason.lists),
        beamWidth: formatCount(reason.beamWidth),
      })
    case 'cut-by-cap':
      return t('byItsCodeItCame', { maxCandidates: formatCount(reason.maxCandidates) })
    case 'cut-by-code':
      return t('byItsCodeItWas')
    case 'below-kth':
      return t('itComesRankAndK', {
        rank: ordinal(reason.rank),
        k: formatCount(reason.k),
        by: formatScore(reason.by),
      })
    default:
      return unreachable(reason)
  }
}

/** The few words over the sentence. */
export const keptOutTitle = ({ is }: KeptOut): string => KEPT_OUT_TITLES[is]

const KEPT_OUT_TITLES: { readonly [I in KeptOut['is']]: string } = {
  get returned() {
    return t('itWasRecalled')
  },
  get nowhere() {
    return t('thereIsNoSuchMemory')
  },
  get 'other-namespace'() {
    return t('itLivesElsewhere')
  },
  get deleted() {
    return t('itWasDeleted')
  },
  get 'nothing-asked'() {
    return t('nothingWasAsked')
  },
  get 'low-salience'() {
    return t('hiddenForItsSalience')
  },
  get filtered() {
    return t('filteredOut')
  },
  get 'no-vector'() {
    return t('nothingToCompare')
  },
  get 'list-not-visited'() {
    return t('itsListWasNotVisited')
  },
  get 'cut-by-cap'() {
    return t('notAmongTheCandidates')
  },
  get 'cut-by-code'() {
    return t('cutByItsCode')
  },
  get 'below-kth'() {
    return t('othersScoreHigher')
  },
}

/** One step of the smallest change, short enough for a chip. */
export const letInWords = (step: LetIn): { readonly label: string; readonly value?: string } => {
  const moved = (from: number, to: number) => `${formatCount(from)} → ${formatCount(to)}`
  switch (step.is) {
    case 'drop-condition':
      return { label: t('drop'), value: describeFilter(step.condition) }
    case 'k':
      return { label: t('k'), value: moved(step.from, step.to) }
    case 'beam-width':
      return { label: t('beam'), value: moved(step.from, step.to) }
    case 'max-candidates':
      return { label: t('candidates'), value: moved(step.from, step.to) }
    case 'exact':
      return { label: t('compareWithAll') }
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
      return t('noOtherQueryFindsIt')
    default:
      return t('noOtherDepthFilterOr')
  }
}
