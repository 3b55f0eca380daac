import type { Translation } from '../messages.ts'

export const pickers: Translation<'pickers'> = {
  theMemoryAtPlace: 'Die Erinnerung bei {place}',
  untitled: 'Ohne Titel',
  wordsOfAMemoryOr: 'Wörter einer Erinnerung oder ihre Koordinate',
  coordinate: 'Koordinate',
  changedLast: 'Zuletzt geändert',
  memories: 'Erinnerungen',
  noMemoryHasTheseWords: 'Keine Erinnerung enthält diese Wörter.',
  linkTheChosenMemories: 'Ausgewählte Erinnerungen verknüpfen',
  link: 'Verknüpfen…',
  countMemories: '{count, plural, one {# Erinnerung} other {# Erinnerungen}}',
  other: 'Andere',
  cancel: 'Abbrechen',
  makeCountLinks: '{count, plural, one {# Verknüpfung} other {# Verknüpfungen}} anlegen',
  type: 'Typ',
  typesInUse: 'Verwendete Typen',
  weight: 'Gewicht',
}
