import type { Translation } from '../messages.ts'

export const tour: Translation<'tour'> = {
  newHere: 'Neu hier?',
  newHereAMinuteShows: 'Neu hier? Eine Minute zeigt, was wo ist.',
  takeTheTour: 'Rundgang beginnen',
  noThanks: 'Nein, danke',
  stepOfCount: '{step} von {count}',
  skip: 'Überspringen',
  back: 'Zurück',
  next: 'Weiter',
  done: 'Fertig',
  connect: 'Verbinden…',
  askAsYourAgentWould: 'Fragen, wie der Agent fragt',
  resultsComeWhileYouType:
    'Treffer erscheinen beim Tippen. Filter, Gewichte und die Zahl der Treffer stehen darunter, frühere Fragen unter Pfeil nach oben.',
  seeWhyAMemoryIsOnTop: 'Sehen, warum eine Erinnerung oben steht',
  eachColourIsAPart:
    'Jede Farbe ist ein Teil des Werts, etwa Bedeutung, Wörter oder Verknüpfungen. Die Leertaste zeigt die Zahlen eines Treffers.',
  askWhyOneIsMissing: 'Fragen, warum eine fehlt',
  chooseAnyMemoryAndIt:
    'Eine beliebige Erinnerung wählen: Sie wird durch die Suche verfolgt bis zu dem Schritt, an dem sie verloren ging.',
  decideWhatIsKept: 'Entscheiden, was bleibt',
  gateHasTheWritesThat:
    'Die Schranke hat, was nicht gespeichert wurde, weil Ähnliches bekannt ist. Verfall zeigt, was verblasst und wann.',
  takeAnyChangeBack: 'Jede Änderung zurücknehmen',
  theLastChangeAndIts:
    'Hier steht, was zuletzt von wem geändert wurde, daneben „Rückgängig“. Der Verlauf führt zu jedem früheren Zeitpunkt.',
  connectYourAgent: 'Den Agenten verbinden',
  everyCommandIsFoundHere:
    'Hier findet sich jeder Befehl. „Agent verbinden“ hat die Zeilen für MCP, HTTP und die Befehlszeile, fertig zum Kopieren.',
}
