import { wordsOf } from '../words/words.ts'

const t = wordsOf('tour')

interface TourStep {
  readonly title: string
  readonly text: string
  /** What it points at, by selector: the first of each. The card stands beside the first. */
  readonly targets: readonly string[]
  readonly side: 'top' | 'right' | 'bottom' | 'left'
  readonly onRecall?: boolean
}

export const TOUR_STEPS: readonly TourStep[] = [
  {
    get title() {
      return t('askAsYourAgentWould')
    },
    get text() {
      return t('resultsComeWhileYouType')
    },
    targets: ['main search'],
    side: 'bottom',
    onRecall: true,
  },
  {
    get title() {
      return t('seeWhyAMemoryIsOnTop')
    },
    get text() {
      return t('eachColourIsAPart')
    },
    targets: ['[data-tour="score"]'],
    side: 'left',
    onRecall: true,
  },
  {
    get title() {
      return t('askWhyOneIsMissing')
    },
    get text() {
      return t('chooseAnyMemoryAndIt')
    },
    targets: ['[data-tour="why-not"]'],
    side: 'bottom',
    onRecall: true,
  },
  {
    get title() {
      return t('decideWhatIsKept')
    },
    get text() {
      return t('gateHasTheWritesThat')
    },
    targets: ['[data-tour="gate"]', '[data-tour="decay"]'],
    side: 'right',
  },
  {
    get title() {
      return t('takeAnyChangeBack')
    },
    get text() {
      return t('theLastChangeAndIts')
    },
    targets: ['[data-tour="history"]'],
    side: 'top',
  },
  {
    get title() {
      return t('connectYourAgent')
    },
    get text() {
      return t('everyCommandIsFoundHere')
    },
    targets: ['[data-tour="palette"]'],
    side: 'bottom',
  },
]
