/** What each setting means. */
export const meanings = {
  aMemoryDecaysWhenIts: 'A memory decays when its score is above this',
  aMoreImportantMemoryNever: 'A more important memory never decays',
  aWriteWhoseScoreIs:
    'A write whose score is below it is stopped: 0.1 stops what is more than nine tenths alike',
  accessTokenOneIsMade: 'Access token; one is made and kept in the data folder if left out',
  addressOfLangfuseTracesGo: 'Address of Langfuse; traces go there once both of its keys are set',
  addressOfQdrantUsedOnce:
    'Address of Qdrant, used once vector.backend is qdrant; without a port it is 6333, or 443 for https',
  addressOfRedisAsOne:
    'Address of Redis as one text, in place of host, port, db and tls: redis://host:port/db, or rediss:// for an encrypted connection; the password is a setting of its own',
  addressOfAnOpentelemetryCollector:
    'Address of an OpenTelemetry collector over HTTP, for example http://localhost:4318',
  addressOfTheServerFor: 'Address of the server, for example {example}',
  addressToListenOn: 'Address to listen on',
  agesInSecondsAscendingAt: 'Ages in seconds, ascending, at which memories lose fields',
  answerMetricsToProgramsOn: 'Answer /metrics to programs on this computer without the token',
  answerAgentsThereTooAt: 'Answer agents there too, at /mcp',
  answerProgramsOverHttpWhile:
    'Answer programs over HTTP while the app is open; soma serve does so in any case',
  buildTheListsAnewIn: 'Build the lists anew, in the background, after many changes',
  bytesPastWhichTheFile: 'Bytes past which the file is put aside and a new one begun',
  candidatesOfASearchMore: 'Candidates of a search: more find more and take longer; ef_construct if left out',
  candidatesWhileTheGraphIs: 'Candidates while the graph is built; 100 if left out',
  candidatesWhoseFullVectorsAre:
    'Candidates whose full vectors are compared; auto takes what the profile needs',
  certificateOfTheAuthorityThat:
    'Certificate of the authority that signed that of Redis, where it is none that everybody trusts: a file (PEM), or the text of one',
  compareWhatTheFirstLook: 'Compare what the first look found with whole vectors',
  compareWithEveryVectorIn: 'Compare with every vector in Qdrant instead of going through its graph',
  computerThatRedisRunsOn: 'Computer that Redis runs on',
  connectToRedisWithEncryption: 'Connect to Redis with encryption',
  connectToTheSentinelsWith: 'Connect to the sentinels with encryption',
  copiesOfEachPartOf: 'Copies of each part of a new collection; 1 if left out',
  copiesThatMustHaveA: 'Copies that must have a write before it counts, for a new collection; 1 if left out',
  countWhatAgentsRecallAs:
    'Count what agents recall as used, which keeps it from fading; looking in the app never counts',
  databaseFileMemoriesSqliteIn: 'Database file; memories.sqlite in the data folder if left out',
  daysAfterWhichDeletedMemories: 'Days after which deleted memories go for good; 0 keeps them',
  daysAfterWhichEarlierVersions: 'Days after which earlier versions go for good; 0 keeps them',
  fullSurvivesAPowerCut:
    'FULL survives a power cut without losing the last commits; NORMAL is faster and never damages the file',
  folderOfATransformerThat: 'Folder of a transformer; that of the downloaded model if left out',
  folderOfTheDatabaseIts: 'Folder of the database, its backups, the token and the log',
  holdVectorsInAThird:
    'Hold vectors in a third of the memory, and read those of the last 20 of a search from the disk; without effect where nothing is kept on it',
  hoursBetweenTwoBackups: 'Hours between two backups',
  howATransformerMakesOne: 'How a transformer makes one vector of many: their mean, or the first',
  howFarOffIsNear: 'How far off is near enough: the difference of numbers, 1 - likeness of texts',
  howFastThatFadesA: 'How fast that fades, a second',
  howLongAnAnswerOf: 'How long an answer of Qdrant may take; a recall then answers from this computer',
  howLongAnAnswerOfRedis: 'How long an answer of Redis may take before it counts as lost',
  howLongToWaitFor: 'How long to wait for an answer of the server',
  howLongToWaitForAn: 'How long to wait for an answer to a batch of traces',
  howManyBackupsToKeep: 'How many backups to keep',
  howManyFilesThatWere: 'How many files that were put aside are kept',
  howManyOfThe10:
    'How many of the 10 nearest are found: 0.90, 0.97 or 0.99 of them on your own data, which is measured',
  howManyTimesMoreThe: 'How many times more the first look finds than is asked for',
  howMuchARewardBelow: 'How much a reward below 0 counts that comes with a write',
  howMuchBeingUnlikeWhat: 'How much being unlike what is there counts',
  howMuchEachSignalCounts: 'How much each signal counts; they are brought to a sum of 1',
  howMuchProductQuantizationShortens: 'How much product quantization shortens',
  howVectorsOfANew: 'How vectors of a new collection are shortened for the first look',
  itsFileAuditAuditJsonl: 'Its file; audit/audit.jsonl in the data folder if left out',
  itsPort: 'Its port',
  itsSecretKeyInThe: 'Its secret key. In the app only where it lies: env:NAME, file:PATH or keychain:NAME',
  keepMemoriesInMemoryOnly: 'Keep memories in memory only, whatever the mode says, and connect to nothing',
  keepPayloadsOfANew: 'Keep payloads of a new collection on disk',
  keepShortenedVectorsInMemory: 'Keep shortened vectors in memory',
  keepSomeOfTheQueries:
    'Keep some of the queries that are really asked, and ask them again in idle time, through the index and exactly, to see what share of the nearest is found',
  keepTheGraphOfA: 'Keep the graph of a new collection on disk',
  keepWhatWasAskedAs:
    'Keep what was asked as text beside its vector, to show which query missed what; auto does unless fields of memories are encrypted',
  keepWholeVectorsOfA: 'Keep whole vectors of a new collection on disk',
  keyOfQdrantEnvName: 'Key of Qdrant; env:NAME, file:PATH or keychain:NAME keeps it out of the settings',
  keyOfTheEncryptedFields:
    'Key of the encrypted fields: 32 bytes as hexadecimal digits or base64, or where they lie (env:NAME, file:PATH, keychain:NAME)',
  keyOfTheServerEnv: 'Key of the server; env:NAME or file:PATH keeps it out of the settings',
  kilobytesOfVectorsBelowWhich: 'Kilobytes of vectors below which all are compared; 10000 if left out',
  largestPayloadInBytes: 'Largest payload in bytes',
  leastTimeBetweenTwoBuilds: 'Least time between two builds, unless there are twice as many vectors',
  lengthOfAVectorWhat: 'Length of a vector; what the model gives if left out',
  letALanguageModelPredict: 'Let a language model predict what will come of memories',
  letMemoriesDecayByTheir: 'Let memories decay by their score',
  linksOfANodeOf: 'Links of a node of the graph; 16 if left out',
  listsThatASearchLooks: 'Lists that a search looks into; auto takes what the profile needs',
  listsThatVectorsAreKept: 'Lists that vectors are kept in; auto makes three times the root of their number',
  memoriesThatANamespaceHolds:
    'Memories that a namespace holds; past them the least important and then the oldest go to the bin. 0 is no limit',
  memoriesThatAreSentIn: 'Memories that are sent in one go',
  millisecondsThat95Of100: 'Milliseconds that 95 of 100 searches stay below with the mode latency',
  mostCandidatesThatAreChosen: 'Most candidates that are chosen',
  moveBeamAndCandidatesSo:
    'Move beam and candidates so that recall, or the time of a search, is held as the watch measures it; each move is a change that can be undone',
  nameOfTheModelAs: 'Name of the model, as the server knows it',
  nameOfTheModelAsThe: 'Name of the model, as the server or the Hugging Face Hub knows it',
  nameToLogInWith: 'Name to log in with at the sentinels, where they have users of their own',
  nameToLogInWithWhere: 'Name to log in with, where Redis has users',
  namespaceToUseWhereNone: 'Namespace to use where none is named',
  neighboursThatSuchAQuery:
    'Neighbours that such a query asks for. With 10 it is as strict as what the profile promises; a recall asks for 200 and finds more of the ten nearest',
  numberOfTheDatabaseA: 'Number of the database; a cluster has only 0',
  pagesOfOtherPlacesThat:
    'Pages of other places that may ask with the token, for example http://localhost:3000',
  partsOfANewCollection: 'Parts of a new collection, spread over the nodes; one a node if left out',
  passwordOfRedisEnvName: 'Password of Redis; env:NAME or file:PATH keeps it out of the settings',
  passwordOfTheSentinelsWhere:
    'Password of the sentinels, where they have one of their own; env:NAME or file:PATH keeps it out of the settings',
  payloadFieldsThatADecayed:
    'Payload fields that a decayed memory keeps beside memory_type, timestamp, coordinate, importance and salience',
  payloadFieldsThatAreEmbedded:
    'Payload fields that are embedded and searched for words: the first that is there; for what is stored from now on',
  payloadFieldsThatAreEncrypted:
    'Payload fields that are encrypted once there is a key; * is the whole payload',
  portToListenOn0: 'Port to listen on; 0 lets the system choose',
  publicKeyOfAProject: 'Public key of a project of Langfuse',
  putBeforeAMemoryForModels: 'Put before a memory, for models that were trained so',
  putBeforeAQuestionForModels: 'Put before a question, for models that were trained so',
  putBeforeTheNameOf: 'Put before the name of a namespace, which is the name of its collection',
  queriesThatAreKeptOf:
    'Queries that are kept of each namespace; older ones make room for newer ones by chance',
  requestsThatOneClientMay: 'Requests that one client may make in a minute; 0 is no limit',
  salienceBelowWhichRecallTreats:
    'Salience below which recall treats memories as "below" says; nothing is ever deleted',
  secondsBetweenTwoSweeps: 'Seconds between two sweeps',
  sendMemoriesToAnotherComputer: 'Send memories to another computer without encryption (http)',
  sendTracesOfRecallsChanges:
    'Send traces of recalls, changes and calls of the stores to the places set here',
  sendTracesToAnotherComputer: 'Send traces to another computer without encryption (http)',
  sendWhatWasAskedWith: 'Send what was asked with the trace; never where fields of memories are encrypted',
  sendWhatWasStoredAnd:
    'Send what was stored, and titles of what was found, with the trace; never where fields of memories are encrypted',
  sentinelsThatKnowWhereThe: 'Sentinels that know where the present master is, as host:port',
  shareOfTheTenNearest: 'Share of the ten nearest below which an alert is raised',
  shareOfTheTenNearestThat: 'Share of the ten nearest that is held with the mode recall',
  shareOfTheTracesThat:
    'Share of the traces that is sent; a program that asks with a trace of its own decides for that',
  shareOfTheVectorsThat: 'Share of the vectors that must have changed before that',
  someNodesOfARedis: 'Some nodes of a Redis Cluster, as host:port; the others are asked for',
  stopWritesThatSayNothing: 'Stop writes that say nothing new; they are kept in an inbox',
  stoppedWritesThatAreKept:
    'Stopped writes that are kept in each namespace; past them the oldest go for good',
  textsThatAreEmbeddedIn: 'Texts that are embedded in one go',
  theKeyBeforeWhileA: 'The key before, while a change of keys is not finished',
  thePayloadFieldsThatAre: 'The payload fields that are lost at each of these ages',
  timeBetweenTwoMeasurements: 'Time between two measurements',
  traceAlsoTheCallsOf:
    'Trace also the calls of stores that belong to no recall and no change: what is only looked at, and what the program does by itself',
  typesThatMayGoFor: 'Types that may go for the limit; the first goes first',
  waitForTheDiskAfter: 'Wait for the disk after each line, so that a power cut takes none',
  waitUntilWhatWasSent: 'Wait until what was sent can be found; else only until Qdrant has noted it',
  whatEachPointOfImportance: 'What each point of importance adds',
  whatEachSecondSinceA: 'What each second since a memory was made adds to its score',
  whatEachSecondSinceIt: 'What each second since it was made, changed or recalled last adds',
  whatEachTimeItWas: 'What each time it was recalled adds',
  whatIsTakenOffJust: 'What is taken off just after a use',
  whatItWantsWithEach:
    'What it wants with each request: name=value, with commas between. In the app only where that lies: env:NAME, file:PATH or keychain:NAME',
  whatMakesVectorsTheWord:
    'What makes vectors: the word vectors that come along, hashed words, a server that speaks the API of OpenAI (Ollama, LM Studio, OpenAI), or a transformer in this program; what was chosen in the app if left out. After a change all are made anew',
  whatRecallDoesWithMemories:
    'What recall does with memories of little salience: put them behind the others, or leave them out',
  whatTheSentinelsCallThe: 'What the sentinels call the master',
  whatTracesSayThatThey: 'What traces say that they come from',
  whenAnOutcomeCountsAs:
    'When an outcome counts as predicted: where it is the same value, or not farther off than threshold',
  whoOrdersWritesAmongCopies:
    'Who orders writes among copies: weak anyone, medium a leader that may change, strong one that may be away',
  whoPredictsNobodyOllamaOr: 'Who predicts: nobody, Ollama, or a server that speaks the API of OpenAI',
  whomASearchAsksOne:
    'Whom a search asks: one copy; majority all, and takes what most have; quorum most, and takes what they agree in; all what every copy has',
  widestBeamThatIsChosen: 'Widest beam that is chosen; auto is half of the lists',
  writeALineForEach:
    'Write a line for each change and each recall: who, when and which memories, never what stands in them',
  writeWhatWasAskedAs:
    'Write what was asked as text or as a hash; auto writes text unless fields of memories are encrypted',
  adaptiveMovesWeightFromWords:
    'adaptive moves weight from words to meaning where a namespace found out that meaning finds its memories better, by what the words of a query leave uncovered; fixed takes the weights as they are; reciprocal-rank counts places',
  falseIsTheSameAs: 'false is the same as the backend exact',
  fractalFindsNeighboursThroughA:
    'fractal finds neighbours through a tree, exact compares with every vector, qdrant asks Qdrant, and the tree while that is away; faiss_aperture and inmemory are older names of the first two',
  localAgentKeepsMemoriesIn:
    'local_agent keeps memories in a file, on_demand in memory only, enterprise in Redis',
} as const
