export const tour = {
  newHere: 'New here?',
  newHereAMinuteShows: 'New here? A minute shows what is where.',
  takeTheTour: 'Take the tour',
  noThanks: 'No, thanks',
  stepOfCount: '{step} of {count}',
  skip: 'Skip',
  back: 'Back',
  next: 'Next',
  done: 'Done',
  connect: 'Connect…',
  askAsYourAgentWould: 'Ask as your agent would',
  resultsComeWhileYouType:
    'Results come while you type. Filters, weights and the number of results stand below, earlier queries under the arrow up.',
  seeWhyAMemoryIsOnTop: 'See why a memory is on top',
  eachColourIsAPart:
    'Each colour is a part of the score, such as meaning, words or links. Space shows the numbers of a result.',
  askWhyOneIsMissing: 'Ask why one is missing',
  chooseAnyMemoryAndIt:
    'Choose any memory, and it is followed through the search to the step at which it was lost.',
  decideWhatIsKept: 'Decide what is kept',
  gateHasTheWritesThat:
    'Gate has the writes that were stopped because something like them is known. Decay shows what will fade, and when.',
  takeAnyChangeBack: 'Take any change back',
  theLastChangeAndIts:
    'The last change and its author stand here, beside Undo. The history goes back to any moment before.',
  connectYourAgent: 'Connect your agent',
  everyCommandIsFoundHere:
    'Every command is found here. “Connect an agent” has the lines for MCP, HTTP and the command line, ready to be copied.',
} as const
