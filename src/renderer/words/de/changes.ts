import type { Translation } from '../messages.ts'

export const changes: Translation<'changes'> = {
  notChanged: 'Nicht geändert',
  storedCoordinate: '{coordinate} gespeichert',
  updatedCoordinate: '{coordinate} aktualisiert',
  savedCoordinate: '{coordinate} gesichert',
  setImportanceOfCountMemories:
    'Wichtigkeit von {count, plural, one {# Erinnerung} other {# Erinnerungen}} auf {importance} gesetzt',
  setTypeOfCountMemories:
    'Typ von {count, plural, one {# Erinnerung} other {# Erinnerungen}} auf {type} gesetzt',
  deletedCountMemories: '{count, plural, one {# Erinnerung} other {# Erinnerungen}} gelöscht',
  restoredCountMemories: '{count, plural, one {# Erinnerung} other {# Erinnerungen}} wiederhergestellt',
  restoredVersionVersionOfCoordinate: 'Version {version} von {coordinate} wiederhergestellt',
  thereWasNothingToChange: 'Es gab nichts zu ändern',
  theWriteGateStoppedIt: 'Die Schreibschranke hat es angehalten und bewahrt es in ihrem Eingang auf.',
  notStored: 'Nicht gespeichert',
  notStoredAlikeLikeTitle:
    'Nicht gespeichert: {alike, plural, =100 {bedeutet dasselbe} one {zu # %} other {zu # %}} wie „{title}“',
  countMemoriesDecayed: '{count, plural, one {# Erinnerung} other {# Erinnerungen}} verfallen',
  countMemoriesEvictedToThe:
    '{count, plural, one {# Erinnerung} other {# Erinnerungen}} in den Papierkorb verdrängt',
  countMemoriesReduced: '{count, plural, one {# Erinnerung} other {# Erinnerungen}} gekürzt',
  countMemoriesDeletedForGood:
    '{count, plural, one {# Erinnerung} other {# Erinnerungen}} endgültig gelöscht',
  countVersionsDeletedForGood: '{count, plural, one {# Version} other {# Versionen}} endgültig gelöscht',
  nothingWasDue: 'Nichts war fällig',
  notDone: 'Nicht ausgeführt',
  letGoOfCountMemories: '{count, plural, one {# Erinnerung} other {# Erinnerungen}} losgelassen',
  deletedCountMemoriesForGood:
    '{count, plural, one {# Erinnerung} other {# Erinnerungen}} endgültig gelöscht',
  emptiedTheBinCountMemories:
    'Papierkorb geleert: {count, plural, one {# Erinnerung} other {# Erinnerungen}} endgültig gelöscht',
  somethingUnexpectedHappenedText: 'Etwas Unerwartetes ist geschehen: {text}',
  countWritesStayedInThe:
    '{count, plural, one {# Schreibvorgang blieb} other {# Schreibvorgänge blieben}} im Eingang',
  mergedIntoCoordinate: 'Zusammengeführt in ({coordinate})',
  seeIt: 'Ansehen',
  storeAnyway: 'Trotzdem speichern',
  notUndone: 'Nicht rückgängig gemacht',
  undidCountChanges: '{count, plural, one {# Änderung} other {# Änderungen}} rückgängig gemacht',
  notRedone: 'Nicht wiederholt',
  nothingWasChanged: 'Nichts wurde geändert',
  stoppedAfterDoneOfCount:
    'Angehalten nach {done} von {count, plural, one {# Änderung} other {# Änderungen}}',
  itWasCancelled: 'Es wurde abgebrochen.',
  pinnedMemories: '{count, plural, one {# Erinnerung} other {# Erinnerungen}} angeheftet',
  unpinnedMemories: '{count, plural, one {# Erinnerung} other {# Erinnerungen}} gelöst',
}
