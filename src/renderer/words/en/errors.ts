/** What went wrong, by the code of the error; a test holds it to the sentences of the registry. */
export const errors = {
  issuesOfTheInput: '{issues}',
  thereIsNoMethod: 'There is no method "{method}". Is the app newer than the program it talks to?',
  theRequestWasCancelled: 'The request was cancelled.',
  theConnectionToTheEngine:
    'The connection to the engine is lost and is tried again by itself. See whether a change that was on its way arrived.',
  somethingWentWrongInside: 'Something went wrong inside. The log has the details under {id}.',
  thereIsNoMemoryAt: 'There is no memory at {place} in "{namespace}".',
  thereIsAMemoryAt: 'There is a memory at {place} already. Choose another coordinate, or edit that one.',
  theMemoryAtPlaceWas:
    'The memory at {place} was changed meanwhile (version {actual}, you edited {expected}). Compare them before you save.',
  thePayloadIsNotUsable: 'The payload is not usable at line {line}, column {column}: {reason}',
  thePayloadHasBytes: 'The payload has {bytes, number} bytes; at most {limit, number} are allowed.',
  theEncryptedFieldsOf:
    'The encrypted fields of the memory at {place} do not open: they were altered, or belong to another memory. Restore an earlier version, or a backup.',
  theVectorHasNumbers: 'The vector has {actual, number} numbers; {embedder} needs {expected, number}.',
  theVectorIsNotUsable: 'The vector is not usable: {reason}.',
  theMemoryHasNoVersion: 'The memory at {place} has no version {version}.',
  thereIsNoLinkFrom:
    'There is no link "{type}" from {from} to {to}. A link is known by its ends, its direction and its type.',
  theFileCannotBeImported: 'The file cannot be imported: {reason}',
  theNotesCannotBeWritten: 'The notes cannot be written: {reason}',
  thereIsNoNamespace: 'There is no namespace "{namespace}".',
  aNamespaceExistsAlready: 'A namespace "{namespace}" exists already. Choose another name.',
  thereIsNoGoldenSet:
    '{entry, select, yes {The golden set "{set}" has no such query any more.} other {There is no golden set "{set}" in "{namespace}".}}',
  aGoldenSetExistsAlready: 'A golden set "{set}" exists already. Choose another name.',
  theGoldenSetHasQueries:
    'The golden set "{set}" has {limit, number} queries, which is the most. Begin another set.',
  thereIsNoRecording: 'There is no recording "{name}".',
  aRecordingExistsAlready: 'A recording "{name}" exists already. Choose another name.',
  thereIsNothingToTune: 'There is nothing to tune now. {reason}',
  noMapCanBeMade: 'No map can be made now. {reason}',
  thereIsNoSavedQuery: 'There is no saved query "{name}".',
  aSavedQueryExistsAlready: 'A saved query "{name}" exists already. Replace it, or choose another name.',
  thisWriteIsNotInThe:
    'This write is not in the inbox any more: it was stored, merged or thrown away, or the inbox was full.',
  thereWasNoMemoryNear:
    'There was no memory near this write, so there is none to merge it into. Store it, or throw it away.',
  thisChangeCannotBeUndone: 'This change cannot be undone: {reason}',
  thereIsNoSetting: 'There is no setting "{key}". Did you mean "{nearest}"?',
  keyIsFixedByWhom: '"{key}" is fixed by {by}. Change it there, or take it out there to choose it here.',
  keyCannotBeChanged:
    '"{key}" cannot be changed while the app runs. Set it in the configuration file or the environment, and start again.',
  keyMustBeAllowed: '"{key}" must be {allowed}: {reason}.',
  noLanguageModelIsSet: 'No language model is set for this. Name one in {setting}.',
  theLanguageModelGave: 'The language model gave no answer of use: {reason}',
  aListenerOfEvent: 'A listener of {event} does not allow this: {reason}',
  theEmbedderCannotBeUsed: 'The embedder cannot be used: {reason}',
  theVectorsInUseAre: 'The vectors in use are those of {embedder} already.',
  aChangeToEmbedderIs: 'A change to {embedder} is under way. Let it end, or cancel it first.',
  noChangeOfTheEmbedder: 'No change of the embedder is under way, or it is at its very end.',
  noVectorsBeforeThisOne: 'No vectors of an embedder before this one are kept.',
  noVectorsOfEmbedder:
    '{others, select, yes {No vectors of {embedder} are kept. Those of {kept} are.} other {No vectors of {embedder} are kept, nor of any other embedder before the present one.}}',
  theStoreIsOpenRead: 'The store is open read-only: {reason}',
  reasonOfTheConnection: '{reason}',
  thereIsNoConnection: 'There is no connection "{id}" any more.',
  aConnectionExistsAlready: 'A connection "{name}" exists already. Choose another name.',
  reasonOfTheField: '{reason}',
  nameIsOpenSwitch: '"{name}" is open. Switch to another connection first.',
  thisIsStillUnderWay: 'This is still under way, and would end: {work}.',
  reasonOfThePlace: '{reason}',
  reasonOfTheMove: '{reason}',
  nobodyHasAllowedPlaces:
    'Nobody has allowed {places} yet. A code stands in the terminal that this program runs in: whoever types it allows that.',
  placesWasNotAllowed:
    '{places} was not allowed, so nothing was changed. It can be named in the configuration or on the command line too.',
  thatIsNotTheCode:
    '{left, plural, =0 {That is not the code, or it is too old. Ask again for another one.} one {That is not the code that stands in the terminal. One more try.} other {That is not the code that stands in the terminal. # more tries.}}',
  thereIsNoBackupTo: 'There is no backup to restore yet. One is made each day the app runs.',
  aBackupIsNotPutInPlace:
    'This is still under way, and would end: {work}. Let it end, or cancel it, before a backup is put in its place.',
} as const
