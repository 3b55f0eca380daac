import type { SaidIn } from '../../en/said/index.ts'

export const stores: SaidIn<'stores'> = {
  whatGivesNoAnswerWords: '{what} gibt keine Antwort ({words}).',
  whatWhatIsKnownHere:
    '{what} Was hier bekannt ist, lässt sich lesen; ändern lässt sich bis zur Rückkehr nichts.',
  whatIsOpenedReadOnly: '{what} ist nur zum Lesen geöffnet.',
  whatHasNoMemoriesYet: '{what} hat noch keine Erinnerungen, und beim Öffnen nur zum Lesen entstehen keine.',
  whatCannotBeUsedWhy: '{what} ist nicht brauchbar: {why}.',
  redisWasWrittenByA:
    'Redis wurde von einem neueren Soma Inspector beschrieben. Aktualisieren Sie diesen; es wurde nichts angerührt.',
  itWritesNoFileOf:
    'Es schreibt keine Datei seiner Änderungen (appendonly no): Was es hält, kann beim Anhalten verloren gehen.',
  itThrowsKeysAwayWhen:
    'Es wirft Schlüssel weg, wenn der Speicher knapp wird (maxmemory-policy {policy}): Setzen Sie noeviction.',
  thereAreMemoriesInThis:
    'In diesem Redis sind schon Erinnerungen. Leeren Sie es, oder wählen Sie eine andere seiner Datenbanken.',
  anotherMoveFillsThisRedis:
    'Ein anderer Umzug füllt dieses Redis. Setzen Sie ihn fort, oder verwerfen Sie ihn.',
  aMoveToThisRedis:
    'Ein Umzug in dieses Redis wurde begonnen und nicht beendet. Setzen Sie ihn fort, oder verwerfen Sie, was er hinterließ, in den Einstellungen oder mit „soma move“. Es wurde nichts angerührt.',
  redisHasMemoriesAsPython:
    'Redis hat Erinnerungen als Python-Pickles ({key}). Ein Pickle zu lesen heißt, das Programm darin auszuführen; darum werden sie nicht gelesen. Schreiben Sie sie mit dem Programm, das sie anlegte, als JSON und importieren Sie diese Datei, oder wählen Sie mit redis.db eine andere Datenbank. Es wurde nichts angerührt.',
  redisHasMemoriesThatThis:
    'Redis hat Erinnerungen, die dieses Programm nicht schrieb ({key}). Sie würden überschrieben. Übernehmen Sie sie mit „soma import-redis“ aus einer Verbindung dorthin, und wählen Sie mit redis.db eine andere Datenbank. Es wurde nichts angerührt.',
  redisHasGoneBackTo:
    'Redis ist auf einen älteren Stand zurückgefallen, als dieser Computer gesehen hat, wie nach einem Failover, der die letzten Änderungen verlor. Starten Sie das Programm neu: Es bewahrt eine Kopie dessen, was es hat, neben der neuen auf.',
  redisIsEmptyAndThis:
    'Redis ist leer, und dieser Computer hat eine Kopie von {count, number} Änderungen, die darin waren. Wurde es mit Absicht geleert, löschen Sie die Kopie; sonst stellen Sie Redis zuerst aus seiner eigenen Sicherung wieder her. Es wurde nichts angerührt.',
  tooManyOthersWriteAt: 'Zu viele andere schreiben gleichzeitig. Versuchen Sie es noch einmal.',
  whatOthersChangedCannotBe: 'Was andere geändert haben, ist nicht lesbar: {words}',
  itHasADatabaseOf: 'Es hat eine Datenbank von Soma Inspector.',
  memoriesOfThePythonEngine:
    'Erinnerungen der Python-Engine werden aus einem Redis gelesen. Nennen Sie eine solche Verbindung.',
  thatRedisCannotBeImported: 'Dieses Redis lässt sich nicht importieren: {why}',
  whyMoveItWithSoma: '{why} Ziehen Sie mit „soma move“ um, oder arbeiten Sie mit --connection darauf.',
  fileIsADatabaseOf:
    '{file} ist die Datenbank eines anderen Programms. Wählen Sie mit --data einen anderen Datenordner; die Datei wurde nicht angerührt.',
  theDatabaseFileWasWritten:
    'Die Datenbank {file} wurde von einem neueren Soma Inspector geschrieben (Format {own}, dieser kennt {known}). Aktualisieren Sie die App; die Datei wurde nicht angerührt.',
  theDatabaseFileIsDamaged:
    'Die Datenbank {file} ist beschädigt: {words}. Stellen Sie zuerst in der App eine Sicherung wieder her.',
  theDatabaseFileIsDamagedWords:
    'Die Datenbank {file} ist beschädigt: {words}. Öffnen Sie die App, die eine Sicherung anbietet.',
  thereIsNoDatabaseAt: 'Unter {file} ist noch keine Datenbank. Starten Sie die App einmal mit „npm start“.',
  thereIsNoDatabaseAtFile: 'Unter {file} ist keine Datenbank, und nur zum Lesen wird keine angelegt.',
  theDataFolderFolderCannot:
    'Der Datenordner {folder} lässt sich nicht anlegen: {words}. Wählen Sie mit --data einen anderen.',
  theDataFolderFolderCannotBe:
    'Der Datenordner {folder} ist nicht brauchbar: {words}. Prüfen Sie die Rechte, oder wählen Sie mit --data einen anderen.',
  theDatabaseFileCannotBe:
    'Die Datenbank {file} lässt sich nicht öffnen: {words}. Prüfen Sie die Rechte, oder wählen Sie mit --data einen anderen Ordner.',
  theMemoriesInFolderAre:
    'An den Erinnerungen in {folder} wird als Ganzem gearbeitet. Versuchen Sie es danach noch einmal.',
  anotherProgramUsesTheMemories:
    'Ein anderes Programm benutzt die Erinnerungen in {folder}: ein Agent über „soma mcp“ oder ein Befehl. Lassen Sie es enden, und versuchen Sie es dann noch einmal.',
  somaInspectorAlreadyRunsOn:
    'Soma Inspector läuft schon auf {folder} (Prozess {pid}). Benutzen Sie jenen, oder wählen Sie mit --data einen anderen Ordner.',
  itsFileWasLeftAs: 'Die Datei wurde gelassen, wie sie ist: {words}.',
  theConnectionNameIsMarked: 'Die Verbindung „{name}“ ist in den Einstellungen als nur lesbar markiert.',
  theConnectionNameIsMarkedRead: 'Die Verbindung „{name}“ ist als nur lesbar markiert.',
  thisProgramWorksWithOne:
    'Dieses Programm arbeitet von Anfang bis Ende mit einer Verbindung; nennen Sie mit --connection eine andere.',
  thisProgramAnswersOtherComputers:
    'Dieses Programm antwortet anderen Computern ({host}). Verbindungen ändert man dann auf der Befehlszeile: „soma connections“.',
  connectionsAreForTheApp:
    'Verbindungen sind der App selbst und ihrer Befehlszeile („soma connections“) vorbehalten.',
  whatIsKeptInMemory:
    'Was nur im Arbeitsspeicher liegt, lässt sich nicht als nur lesbar markieren: neu geöffnet wäre es leer.',
  nameIsOpenNowIt: '„{name}“ ist jetzt offen: Eben das würde umgezogen.',
  nameIsOpenNow: '„{name}“ ist jetzt offen.',
  nameIsMarkedReadOnly: '„{name}“ ist als nur lesbar markiert.',
  noConnectionIsOpenYet: 'noch ist keine Verbindung offen',
  keepingMemoriesThatAreIn: 'Erinnerungen, die nur im Arbeitsspeicher liegen',
  itCouldNotBeMoved:
    'Der Umzug gelang nicht: {why}. An der Quelle wurde nichts geändert; ein neuer Umzug macht dort weiter, wo dieser endete.',
  theTargetDiffersFromThe: 'das Ziel weicht in der Tabelle {table} von der Quelle ab',
  theTargetIsNoSound: 'das Ziel ist keine heile Datenbank',
  thereAreMemoriesInThisFolder: 'In diesem Ordner sind schon Erinnerungen. Wählen Sie einen leeren.',
  thereIsNoDatabaseIn: 'Darin ist noch keine Datenbank; beim Öffnen wird eine angelegt.',
  itIsMadeWhenIt: 'Er wird beim Öffnen angelegt.',
  itsDatabaseCannotBeRead: 'Seine Datenbank ist nicht lesbar: {words}.',
  memoriesAreKeptInMemory: 'Nur im Arbeitsspeicher liegen Erinnerungen, wo das Programm so gestartet wurde.',
  typeTheSecretItselfWhere:
    'Geben Sie das Geheimnis selbst ein. Wo eines liegt (env:NAME, file:PATH), lässt sich nur auf der Befehlszeile nennen.',
  chooseAFolderOfThis: 'Wählen Sie einen Ordner dieses Computers, nicht des Netzes.',
  writeTheWholePathFrom: 'Schreiben Sie den ganzen Pfad, von der Wurzel an.',
  anotherConnectionHasThisFolder: 'Diesen Ordner hat schon eine andere Verbindung.',
  thisIsAFileNot: 'Das ist eine Datei, kein Ordner.',
  neitherThisFolderNorThe: 'Weder diesen Ordner noch den darüber gibt es.',
  nodeAPortIsA: '{node}: Ein Port ist eine Zahl von 1 bis 65535.',
  nameOneServerSeveralBelong:
    'Nennen Sie einen Server. Mehrere gehören zu einem Cluster oder sind Sentinels.',
  aClusterHasOnlyDatabase: 'Ein Cluster hat nur die Datenbank 0.',
  theAddressIsAnotherOne:
    'Die Adresse ist eine andere. Geben Sie ihr Geheimnis ein, oder dass es keines gibt.',
  aMoveToNameWas:
    'Ein Umzug nach „{name}“ wurde begonnen und nicht beendet. Setzen Sie ihn fort, oder verwerfen Sie, was er hinterließ.',
  theConnectionsInFileCannot: 'Die Verbindungen in {file} sind nicht lesbar: {words}.',
  theConnectionsInFileAre:
    'Die Verbindungen in {file} sind nicht so, wie dieses Programm sie schreibt. Berichtigen Sie die Datei, oder verschieben Sie sie.',
  theConnectionNameIsNot: 'Die Verbindung „{name}“ ist nicht brauchbar: {words}.',
  theBrowserEditionAndThe: 'Browser-Ausgabe und Befehlszeile erreichen keinen Schlüsselbund.',
  whatPasswordsAreKeptIn:
    '{what} Passwörter liegen unverschlüsselt in einer Datei, die nur Ihr Benutzer lesen darf.',
  thisSystemHasNoKeychain:
    'Dieses System hat keinen Schlüsselbund, der der App offensteht (unter Linux: GNOME Keyring oder KWallet).',
  whatGiveTheSecretAs: '{what} Geben Sie das Geheimnis stattdessen als env:NAME oder file:PATH an.',
  keychainNameIsNoName:
    '„keychain:{name}“ ist kein Name eines Geheimnisses: Buchstaben, Ziffern, Punkt, Bindestrich, Unterstrich.',
  theKeychainHasAnotherSecret:
    'Der Schlüsselbund hat ein anderes Geheimnis namens „{name}“. Wählen Sie für {incoming} einen anderen Namen.',
  theKeychainDidNotKeep: 'Der Schlüsselbund hat das Geheimnis „{name}“ nicht aufbewahrt.',
  theKeychainHasNoSecret:
    'Der Schlüsselbund hat kein Geheimnis namens „{name}“. Legen Sie eines mit „soma key new --keychain {same}“ an.',
  theSecretNameWasPut:
    'Das Geheimnis „{name}“ kam in den Schlüsselbund eines anderen Benutzers oder Systems und öffnet sich hier nicht. Legen Sie es neu hinein.',
  theSecretKeychainNameIs:
    'Das Geheimnis keychain:{name} ist nicht erreichbar: Der Schlüsselbund gehört der Desktop-App. Nehmen Sie hier env:NAME oder file:PATH.',
  theEnvironmentVariableName: 'Die Umgebungsvariable {name}',
  theFilePath: 'Die Datei {path}',
  theFilePathIsTo:
    'Die Datei {path} soll nur ein Geheimnis enthalten: ein Wort aus höchstens {count} Buchstaben, Ziffern und Zeichen.',
  whatIsToHoldA: '{what} soll ein Geheimnis enthalten, und ist nicht da.',
  whatIsToHoldASecret: '{what} soll ein Geheimnis enthalten, und ist leer.',
  theFilePathIsToHold:
    'Die Datei {path} soll ein Geheimnis enthalten, und ist nicht lesbar: Sie ist nicht da.',
  theFilePathIsToHoldA:
    'Die Datei {path} soll ein Geheimnis enthalten, und ist nicht lesbar: Sie dürfen sie nicht lesen.',
  theCertificateFileRedisTls: 'Das Zertifikat {file} (redis.tls_ca) ist nicht lesbar: {words}.',
  whatNeedsTheKeyOf:
    '{what} braucht den Schlüssel der verschlüsselten Felder. Starten Sie mit memory_enterprise.encryption_key.',
  writingTheFieldName: 'Das Feld „{name}“ zu schreiben',
  aNamespaceWithEncryptedFields: 'Ein Namensraum mit verschlüsselten Feldern',
  theFieldFieldIsEncrypted:
    'Das Feld „{field}“ ruht verschlüsselt, so kann kein Filter hineinsehen. Filtern Sie nach einem anderen Feld, oder suchen Sie im Abruf nach Bedeutung.',
  fieldsOfThisStoreAre:
    'Felder dieses Speichers sind verschlüsselt. Geben Sie ihren Schlüssel mit memory_enterprise.encryption_key.',
  theEncryptionKeyDoesNot:
    'Der Schlüssel passt nicht zu dieser Datenbank: Sie ist mit dem Schlüssel {own} verschlüsselt, gegeben wurde {given}. Geben Sie den richtigen als memory_enterprise.encryption_key, oder wechseln Sie ihn mit „soma key rotate“.',
  aChangeOfKeysIs:
    'Ein Schlüsselwechsel ist nicht beendet: Teile dieser Datenbank sind noch mit dem Schlüssel {missing} verschlüsselt. Führen Sie „soma key rotate“ mit dem alten Schlüssel noch einmal aus, oder geben Sie ihn als memory_enterprise.encryption_old_key.',
  theEncryptionKeyDoesNotFit:
    'Der Schlüssel passt nicht zu dieser Datenbank, obwohl seine Kennung passt: Das Schlüsselverzeichnis ist beschädigt. Stellen Sie eine Sicherung wieder her.',
  settingSettingIsNoKey:
    'Die Einstellung „{setting}“ ist kein Schlüssel: {why}. Ein Schlüssel sind 32 zufällige Bytes, als 64 hexadezimale Ziffern oder in Base64; „soma key new“ macht einen.',
  itHasCountCharactersThat: 'er hat {count} Zeichen, die nicht 32 Bytes sind',
  itsBytesAreNotRandom: 'seine Bytes sind nicht zufällig',
  memoriesAreKeptInMemoryOnly:
    'hier liegen Erinnerungen nur im Arbeitsspeicher, also gibt es keine Datei zu kopieren',
  memoriesAreKeptInMemoryOnlyHere: 'hier liegen Erinnerungen nur im Arbeitsspeicher',
  redisKeepsTheMemoriesRestore: 'die Erinnerungen liegen in Redis; stellen Sie sie dort wieder her',
  theDatabaseIsNotDamaged: 'die Datenbank ist nicht beschädigt',
  memoriesAreKeptInMemoryOnlyHereThere:
    'Hier liegen Erinnerungen nur im Arbeitsspeicher: Es gibt nichts zu ändern.',
  memoriesAreKeptInMemoryOnlyHereThereAre:
    'Hier liegen Erinnerungen nur im Arbeitsspeicher: Es gibt keine zu verknüpfen.',
  goingToAnEarlierPoint: 'der Gang zu einem früheren Zeitpunkt',
  undoingChanges: 'das Rückgängigmachen von Änderungen',
  aMoveToAnotherConnection: 'ein Umzug zu einer anderen Verbindung',
  aSearchForDuplicates: 'eine Suche nach Dubletten',
  aCalibrationOfTheGate: 'eine Kalibrierung der Schranke',
  aRunOfAGolden: 'ein Lauf eines Referenzsatzes',
  anExportOfTheGraph: 'ein Export des Graphen',
  anImport: 'ein Import',
  takingAnImportBack: 'das Zurücknehmen eines Imports',
  storingManyMemories: 'das Speichern vieler Erinnerungen',
  aSweepOfSettings: 'ein Durchlauf von Einstellungen',
  otherCalls: 'andere Aufrufe',
  installingAnUpdate: 'das Installieren einer Aktualisierung',
}
