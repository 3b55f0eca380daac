import type { Translation } from '../messages.ts'

export const errors: Translation<'errors'> = {
  issuesOfTheInput: 'Die Eingabe passt nicht: {issues}',
  thereIsNoMethod:
    'Es gibt keine Methode „{method}“. Ist die App neuer als das Programm, mit dem sie spricht?',
  theRequestWasCancelled: 'Die Anfrage wurde abgebrochen.',
  theConnectionToTheEngine:
    'Die Verbindung zur Engine ist verloren und wird von selbst wieder versucht. Prüfen, ob eine Änderung angekommen ist, die unterwegs war.',
  somethingWentWrongInside:
    'Im Innern ist etwas schiefgegangen. Im Protokoll stehen die Einzelheiten unter {id}.',
  thereIsNoMemoryAt: 'An {place} in „{namespace}“ ist keine Erinnerung.',
  thereIsAMemoryAt:
    'An {place} ist schon eine Erinnerung. Eine andere Koordinate wählen oder jene bearbeiten.',
  theMemoryAtPlaceWas:
    'Die Erinnerung an {place} wurde inzwischen geändert (Version {actual}, bearbeitet wurde {expected}). Vor dem Speichern vergleichen.',
  thePayloadIsNotUsable: 'Die Nutzdaten sind in Zeile {line}, Spalte {column} nicht brauchbar: {reason}',
  thePayloadHasBytes: 'Die Nutzdaten haben {bytes, number} Bytes; höchstens {limit, number} sind erlaubt.',
  theEncryptedFieldsOf:
    'Die verschlüsselten Felder der Erinnerung an {place} lassen sich nicht öffnen: Sie wurden verändert oder gehören zu einer anderen. Eine frühere Version oder eine Sicherung wiederherstellen.',
  theVectorHasNumbers: 'Der Vektor hat {actual, number} Zahlen; {embedder} braucht {expected, number}.',
  theVectorIsNotUsable: 'Der Vektor ist nicht brauchbar: {reason}.',
  theMemoryHasNoVersion: 'Die Erinnerung an {place} hat keine Version {version}.',
  thereIsNoLinkFrom:
    'Es gibt keine Verknüpfung „{type}“ von {from} nach {to}. Eine Verknüpfung ist durch Enden, Richtung und Typ bestimmt.',
  theFileCannotBeImported: 'Die Datei lässt sich nicht importieren: {reason}',
  theNotesCannotBeWritten: 'Die Notizen lassen sich nicht schreiben: {reason}',
  thereIsNoNamespace: 'Es gibt keinen Namensraum „{namespace}“.',
  aNamespaceExistsAlready: 'Einen Namensraum „{namespace}“ gibt es schon. Einen anderen Namen wählen.',
  thereIsNoGoldenSet:
    '{entry, select, yes {Der Referenzsatz „{set}“ hat diese Anfrage nicht mehr.} other {In „{namespace}“ gibt es keinen Referenzsatz „{set}“.}}',
  aGoldenSetExistsAlready: 'Einen Referenzsatz „{set}“ gibt es schon. Einen anderen Namen wählen.',
  theGoldenSetHasQueries:
    'Der Referenzsatz „{set}“ hat {limit, number} Anfragen, mehr gehen nicht. Einen anderen beginnen.',
  thereIsNoRecording: 'Es gibt keine Aufnahme „{name}“.',
  aRecordingExistsAlready: 'Eine Aufnahme „{name}“ gibt es schon. Einen anderen Namen wählen.',
  thereIsNothingToTune: 'Es gibt jetzt nichts zu tunen. {reason}',
  noMapCanBeMade: 'Jetzt lässt sich keine Karte machen. {reason}',
  thereIsNoSavedQuery: 'Es gibt keine gespeicherte Anfrage „{name}“.',
  aSavedQueryExistsAlready:
    'Eine gespeicherte Anfrage „{name}“ gibt es schon. Sie ersetzen oder einen anderen Namen wählen.',
  thisWriteIsNotInThe:
    'Dieser Schreibvorgang ist nicht mehr im Eingang: Er wurde gespeichert, zusammengeführt oder verworfen, oder der Eingang war voll.',
  thereWasNoMemoryNear:
    'In der Nähe dieses Schreibvorgangs war keine Erinnerung, mit der er zusammengeführt werden könnte. Speichern oder verwerfen.',
  thisChangeCannotBeUndone: 'Diese Änderung lässt sich nicht rückgängig machen: {reason}',
  thereIsNoSetting: 'Es gibt keine Einstellung „{key}“. War „{nearest}“ gemeint?',
  keyIsFixedByWhom:
    '„{key}“ ist durch {by} festgelegt. Dort ändern, oder dort herausnehmen, um es hier zu wählen.',
  keyCannotBeChanged:
    '„{key}“ lässt sich nicht ändern, während die App läuft. In der Konfigurationsdatei oder der Umgebung setzen und neu starten.',
  keyMustBeAllowed: '„{key}“ ist so nicht erlaubt ({allowed}): {reason}.',
  noLanguageModelIsSet: 'Dafür ist kein Sprachmodell eingestellt. Eines in {setting} nennen.',
  theLanguageModelGave: 'Das Sprachmodell gab keine brauchbare Antwort: {reason}',
  aListenerOfEvent: 'Ein Zuhörer von {event} erlaubt das nicht: {reason}',
  theEmbedderCannotBeUsed: 'Der Embedder ist nicht verwendbar: {reason}',
  theVectorsInUseAre: 'Die verwendeten Vektoren sind schon die von {embedder}.',
  aChangeToEmbedderIs: 'Ein Wechsel zu {embedder} läuft. Ihn enden lassen oder erst abbrechen.',
  noChangeOfTheEmbedder: 'Es läuft kein Wechsel des Embedders, oder er ist ganz am Ende.',
  noVectorsBeforeThisOne: 'Von einem früheren Embedder sind keine Vektoren aufbewahrt.',
  noVectorsOfEmbedder:
    '{others, select, yes {Von {embedder} sind keine Vektoren aufbewahrt, aber von {kept}.} other {Weder von {embedder} noch von einem anderen früheren Embedder sind Vektoren aufbewahrt.}}',
  theStoreIsOpenRead: 'Der Speicher ist nur zum Lesen geöffnet: {reason}',
  reasonOfTheConnection: 'Die Verbindung steht dafür nicht offen: {reason}',
  thereIsNoConnection: 'Die Verbindung „{id}“ gibt es nicht mehr.',
  aConnectionExistsAlready: 'Eine Verbindung „{name}“ gibt es schon. Einen anderen Namen wählen.',
  reasonOfTheField: 'So geht es nicht: {reason}',
  nameIsOpenSwitch: '„{name}“ ist geöffnet. Erst zu einer anderen Verbindung wechseln.',
  thisIsStillUnderWay: 'Das läuft noch und würde enden: {work}.',
  reasonOfThePlace: 'Die Verbindung ist nicht verwendbar: {reason}',
  reasonOfTheMove: 'Der Umzug geht nicht: {reason}',
  nobodyHasAllowedPlaces:
    '{places} hat noch niemand erlaubt. Im Terminal, in dem dieses Programm läuft, steht ein Code: Wer ihn eingibt, erlaubt es.',
  placesWasNotAllowed:
    '{places} wurde nicht erlaubt, also wurde nichts geändert. Auch die Konfiguration und die Befehlszeile können es nennen.',
  thatIsNotTheCode:
    '{left, plural, =0 {Das ist nicht der Code, oder er ist zu alt. Noch einmal beginnen gibt einen anderen.} one {Das ist nicht der Code, der im Terminal steht. Noch ein Versuch.} other {Das ist nicht der Code, der im Terminal steht. Noch # Versuche.}}',
  thereIsNoBackupTo:
    'Es gibt noch keine Sicherung zum Wiederherstellen. An jedem Tag, an dem die App läuft, entsteht eine.',
  aBackupIsNotPutInPlace:
    'Das läuft noch und würde enden: {work}. Es enden lassen oder abbrechen, bevor eine Sicherung eingesetzt wird.',
}
