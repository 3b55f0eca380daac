/** What is said of the database, Redis, connections and secrets. */
export const stores = {
  whatGivesNoAnswerWords: '{what} gives no answer ({words}).',
  whatWhatIsKnownHere: '{what} What is known here can be read; nothing can be changed until it is back.',
  whatIsOpenedReadOnly: '{what} is opened read-only.',
  whatHasNoMemoriesYet: '{what} has no memories yet, and none are made where it is opened read-only.',
  whatCannotBeUsedWhy: '{what} cannot be used: {why}.',
  redisWasWrittenByA: 'Redis was written by a newer Soma Inspector. Update this one; nothing was touched.',
  itWritesNoFileOf:
    'It writes no file of its changes (appendonly no): what it holds may be lost when it stops.',
  itThrowsKeysAwayWhen:
    'It throws keys away when memory is short (maxmemory-policy {policy}): set noeviction.',
  thereAreMemoriesInThis:
    'There are memories in this Redis already. Empty it, or choose another database of it.',
  anotherMoveFillsThisRedis: 'Another move fills this Redis. Go on with that one, or discard it.',
  aMoveToThisRedis:
    'A move to this Redis was begun and not ended. Go on with it, or discard what it left, in Settings or with "soma move". Nothing was touched.',
  redisHasMemoriesAsPython:
    'Redis has memories as Python pickles ({key}). To read a pickle is to run whatever program stands in it, so they are not read. Write them as JSON with the program that made them and import that file, or choose another database with redis.db. Nothing was touched.',
  redisHasMemoriesThatThis:
    'Redis has memories that this program did not write ({key}). They would be overwritten. Take them over with "soma import-redis" from a connection to it, and choose another database with redis.db. Nothing was touched.',
  redisHasGoneBackTo:
    'Redis has gone back to an older state than this computer has seen, as after a failover that lost the last changes. Start the program again: it keeps a copy of what it has beside the new one.',
  redisIsEmptyAndThis:
    'Redis is empty, and this computer has a copy of {count, number} changes that were in it. If it was emptied on purpose, delete the copy; else bring Redis back from its own backup first. Nothing was touched.',
  tooManyOthersWriteAt: 'Too many others write at the same time. Try again.',
  whatOthersChangedCannotBe: 'What others changed cannot be read: {words}',
  itHasADatabaseOf: 'It has a database of Soma Inspector.',
  memoriesOfThePythonEngine: 'Memories of the Python engine are read from a Redis. Name such a connection.',
  thatRedisCannotBeImported: 'That Redis cannot be imported: {why}',
  whyMoveItWithSoma: '{why} Move it with "soma move", or work on it with --connection.',
  fileIsADatabaseOf:
    '{file} is a database of another program. Choose another data folder with --data; the file was not touched.',
  theDatabaseFileWasWritten:
    'The database {file} was written by a newer Soma Inspector (format {own}, this one knows {known}). Update the app; the file was not touched.',
  theDatabaseFileIsDamaged: 'The database {file} is damaged: {words}. Restore a backup in the app first.',
  theDatabaseFileIsDamagedWords:
    'The database {file} is damaged: {words}. Open the app, which offers a backup.',
  thereIsNoDatabaseAt: 'There is no database at {file} yet. Start the app once with "npm start".',
  thereIsNoDatabaseAtFile: 'There is no database at {file}, and none is made read-only.',
  theDataFolderFolderCannot: 'The data folder {folder} cannot be made: {words}. Choose another with --data.',
  theDataFolderFolderCannotBe:
    'The data folder {folder} cannot be used: {words}. Check its permissions, or choose another with --data.',
  theDatabaseFileCannotBe:
    'The database {file} cannot be opened: {words}. Check the permissions, or choose another folder with --data.',
  theMemoriesInFolderAre:
    'The memories in {folder} are being worked on as a whole. Try again when that is done.',
  anotherProgramUsesTheMemories:
    'Another program uses the memories in {folder}: an agent through "soma mcp", or a command. Let it end, then try again.',
  somaInspectorAlreadyRunsOn:
    'Soma Inspector already runs on {folder} (process {pid}). Use that one, or choose another folder with --data.',
  itsFileWasLeftAs: 'Its file was left as it is: {words}.',
  theConnectionNameIsMarked: 'The connection “{name}” is marked read-only in Settings.',
  theConnectionNameIsMarkedRead: 'The connection "{name}" is marked read-only.',
  thisProgramWorksWithOne:
    'This program works with one connection from start to end; name another with --connection.',
  thisProgramAnswersOtherComputers:
    'This program answers other computers ({host}). Connections are changed on its command line then: "soma connections".',
  connectionsAreForTheApp: 'Connections are for the app itself and its command line ("soma connections").',
  whatIsKeptInMemory:
    'What is kept in memory only cannot be marked read-only: opened anew, it would be empty.',
  nameIsOpenNowIt: '“{name}” is open now: it is what would be moved.',
  nameIsOpenNow: '“{name}” is open now.',
  nameIsMarkedReadOnly: '“{name}” is marked read-only.',
  noConnectionIsOpenYet: 'no connection is open yet',
  keepingMemoriesThatAreIn: 'keeping memories that are in memory only',
  itCouldNotBeMoved:
    'It could not be moved: {why}. Nothing of the source was changed; moving again goes on where this ended.',
  theTargetDiffersFromThe: 'the target differs from the source in the table {table}',
  theTargetIsNoSound: 'the target is no sound database',
  thereAreMemoriesInThisFolder: 'There are memories in this folder already. Choose an empty one.',
  thereIsNoDatabaseIn: 'There is no database in it yet; one is made when it is opened.',
  itIsMadeWhenIt: 'It is made when it is opened.',
  itsDatabaseCannotBeRead: 'Its database cannot be read: {words}.',
  memoriesAreKeptInMemory: 'Memories are kept in memory only where the program was started so.',
  typeTheSecretItselfWhere:
    'Type the secret itself. Where one lies (env:NAME, file:PATH) can be named on the command line only.',
  chooseAFolderOfThis: 'Choose a folder of this computer, not of the network.',
  writeTheWholePathFrom: 'Write the whole path, from the root.',
  anotherConnectionHasThisFolder: 'Another connection has this folder already.',
  thisIsAFileNot: 'This is a file, not a folder.',
  neitherThisFolderNorThe: 'Neither this folder nor the one above it is there.',
  nodeAPortIsA: '{node}: a port is a number from 1 to 65535.',
  nameOneServerSeveralBelong: 'Name one server. Several belong to a Cluster or are Sentinels.',
  aClusterHasOnlyDatabase: 'A Cluster has only database 0.',
  theAddressIsAnotherOne: 'The address is another one. Type its secret, or that there is none.',
  aMoveToNameWas: 'A move to "{name}" was begun and not ended. Go on with it, or discard what it left.',
  theConnectionsInFileCannot: 'The connections in {file} cannot be read: {words}.',
  theConnectionsInFileAre:
    'The connections in {file} are not as this program writes them. Mend the file, or move it away.',
  theConnectionNameIsNot: 'The connection "{name}" is not usable: {words}.',
  theBrowserEditionAndThe: 'The browser edition and the command line reach no keychain.',
  whatPasswordsAreKeptIn:
    '{what} Passwords are kept in a file that only your user may read, and not encrypted.',
  thisSystemHasNoKeychain:
    'This system has no keychain that is open to the app (on Linux: GNOME Keyring or KWallet).',
  whatGiveTheSecretAs: '{what} Give the secret as env:NAME or file:PATH instead.',
  keychainNameIsNoName: '"keychain:{name}" is no name of a secret: letters, digits, dot, hyphen, underscore.',
  theKeychainHasAnotherSecret:
    'The keychain has another secret named "{name}". Choose another name for {incoming}.',
  theKeychainDidNotKeep: 'The keychain did not keep the secret "{name}".',
  theKeychainHasNoSecret:
    'The keychain has no secret named "{name}". Make one with "soma key new --keychain {same}".',
  theSecretNameWasPut:
    'The secret "{name}" was put into the keychain of another user or system and does not open here. Put it in again.',
  theSecretKeychainNameIs:
    'The secret keychain:{name} is out of reach: the keychain belongs to the desktop app. Use env:NAME or file:PATH here.',
  theEnvironmentVariableName: 'The environment variable {name}',
  theFilePath: 'The file {path}',
  theFilePathIsTo:
    'The file {path} is to hold a secret alone: one word of at most {count} letters, digits and signs.',
  whatIsToHoldA: '{what} is to hold a secret, and is not there.',
  whatIsToHoldASecret: '{what} is to hold a secret, and is empty.',
  theFilePathIsToHold: 'The file {path} is to hold a secret, and cannot be read: it is not there.',
  theFilePathIsToHoldA: 'The file {path} is to hold a secret, and cannot be read: you may not read it.',
  theCertificateFileRedisTls: 'The certificate {file} (redis.tls_ca) cannot be read: {words}.',
  whatNeedsTheKeyOf:
    '{what} needs the key of the encrypted fields. Start with memory_enterprise.encryption_key.',
  writingTheFieldName: 'Writing the field "{name}"',
  aNamespaceWithEncryptedFields: 'A namespace with encrypted fields',
  theFieldFieldIsEncrypted:
    'The field "{field}" is encrypted at rest, so no filter can look into it. Filter by another field, or search by meaning in Recall.',
  fieldsOfThisStoreAre:
    'Fields of this store are encrypted. Give their key with memory_enterprise.encryption_key.',
  theEncryptionKeyDoesNot:
    'The encryption key does not fit this database: it is encrypted with the key {own}, and the key {given} was given. Give the right one as memory_enterprise.encryption_key, or change keys with "soma key rotate".',
  aChangeOfKeysIs:
    'A change of keys is not finished: parts of this database are still encrypted with the key {missing}. Run "soma key rotate" again with the old key, or give that as memory_enterprise.encryption_old_key.',
  theEncryptionKeyDoesNotFit:
    'The encryption key does not fit this database, though its id does: the record of keys is damaged. Restore a backup.',
  settingSettingIsNoKey:
    'Setting "{setting}" is no key: {why}. A key is 32 random bytes, written as 64 hexadecimal digits or in base64; "soma key new" makes one.',
  itHasCountCharactersThat: 'it has {count} characters that are not 32 bytes',
  itsBytesAreNotRandom: 'its bytes are not random',
  memoriesAreKeptInMemoryOnly: 'memories are kept in memory only here, so there is no file to copy',
  memoriesAreKeptInMemoryOnlyHere: 'memories are kept in memory only here',
  redisKeepsTheMemoriesRestore: 'Redis keeps the memories; restore them there',
  theDatabaseIsNotDamaged: 'the database is not damaged',
  memoriesAreKeptInMemoryOnlyHereThere: 'Memories are kept in memory only here: there is nothing to change.',
  memoriesAreKeptInMemoryOnlyHereThereAre: 'Memories are kept in memory only here: there are none to link.',
  // Work under way, as a sentence names it that would end it.
  goingToAnEarlierPoint: 'going to an earlier point',
  undoingChanges: 'undoing changes',
  aMoveToAnotherConnection: 'a move to another connection',
  aSearchForDuplicates: 'a search for duplicates',
  aCalibrationOfTheGate: 'a calibration of the gate',
  aRunOfAGolden: 'a run of a golden set',
  anExportOfTheGraph: 'an export of the graph',
  anImport: 'an import',
  takingAnImportBack: 'taking an import back',
  storingManyMemories: 'storing many memories',
  aSweepOfSettings: 'a sweep of settings',
  otherCalls: 'other calls',
  installingAnUpdate: 'installing an update',
} as const
