import type { SaidIn } from '../../en/said/index.ts'

export const meanings: SaidIn<'meanings'> = {
  aMemoryDecaysWhenIts: 'Eine Erinnerung verfällt, wenn ihr Wert darüber liegt',
  aMoreImportantMemoryNever: 'Eine wichtigere Erinnerung verfällt nie',
  aWriteWhoseScoreIs:
    'Ein Schreiben mit kleinerem Wert wird angehalten: 0.1 hält an, was zu mehr als neun Zehnteln gleich ist',
  accessTokenOneIsMade: 'Zugangstoken; ohne Angabe wird eines gemacht und liegt im Datenordner',
  addressOfLangfuseTracesGo:
    'Adresse von Langfuse; Traces gehen dorthin, sobald beide Schlüssel gesetzt sind',
  addressOfQdrantUsedOnce:
    'Adresse von Qdrant, benutzt sobald vector.backend qdrant ist; ohne Port 6333, bei https 443',
  addressOfRedisAsOne:
    'Adresse von Redis als ein Text, anstelle von host, port, db und tls: redis://host:port/db, oder rediss:// verschlüsselt; das Passwort ist eine eigene Einstellung',
  addressOfAnOpentelemetryCollector:
    'Adresse eines OpenTelemetry-Collectors über HTTP, zum Beispiel http://localhost:4318',
  addressOfTheServerFor: 'Adresse des Servers, zum Beispiel {example}',
  addressToListenOn: 'Adresse, auf der gehorcht wird',
  agesInSecondsAscendingAt: 'Alter in Sekunden, aufsteigend, in denen Erinnerungen Felder verlieren',
  answerMetricsToProgramsOn: 'Programmen auf diesem Computer /metrics ohne Token beantworten',
  answerAgentsThereTooAt: 'Dort auch Agenten antworten, unter /mcp',
  answerProgramsOverHttpWhile:
    'Programmen über HTTP antworten, solange die App offen ist; soma serve tut es in jedem Fall',
  buildTheListsAnewIn: 'Die Listen nach vielen Änderungen im Hintergrund neu bauen',
  bytesPastWhichTheFile: 'Bytes, nach denen die Datei beiseitegelegt und eine neue begonnen wird',
  candidatesOfASearchMore:
    'Kandidaten einer Suche: mehr finden mehr und dauern länger; ohne Angabe ef_construct',
  candidatesWhileTheGraphIs: 'Kandidaten beim Bau des Graphen; ohne Angabe 100',
  candidatesWhoseFullVectorsAre:
    'Kandidaten, deren ganze Vektoren verglichen werden; auto nimmt, was das Profil braucht',
  certificateOfTheAuthorityThat:
    'Zertifikat der Stelle, die das von Redis unterschrieb, wo es keine ist, der alle trauen: eine Datei (PEM) oder ihr Text',
  compareWhatTheFirstLook: 'Was der erste Blick fand, mit ganzen Vektoren vergleichen',
  compareWithEveryVectorIn: 'In Qdrant mit jedem Vektor vergleichen, statt durch den Graphen zu gehen',
  computerThatRedisRunsOn: 'Computer, auf dem Redis läuft',
  connectToRedisWithEncryption: 'Verschlüsselt mit Redis verbinden',
  connectToTheSentinelsWith: 'Verschlüsselt mit den Sentinels verbinden',
  copiesOfEachPartOf: 'Kopien jedes Teils einer neuen Sammlung; ohne Angabe 1',
  copiesThatMustHaveA:
    'Kopien, die ein Schreiben haben müssen, ehe es zählt, für eine neue Sammlung; ohne Angabe 1',
  countWhatAgentsRecallAs:
    'Als benutzt zählen, was Agenten abrufen, was es vor dem Verblassen bewahrt; Ansehen in der App zählt nie',
  databaseFileMemoriesSqliteIn: 'Datenbankdatei; ohne Angabe memories.sqlite im Datenordner',
  daysAfterWhichDeletedMemories: 'Tage, nach denen gelöschte Erinnerungen endgültig gehen; 0 behält sie',
  daysAfterWhichEarlierVersions: 'Tage, nach denen frühere Versionen endgültig gehen; 0 behält sie',
  fullSurvivesAPowerCut:
    'FULL übersteht einen Stromausfall, ohne die letzten Änderungen zu verlieren; NORMAL ist schneller und beschädigt die Datei nie',
  folderOfATransformerThat: 'Ordner eines Transformers; ohne Angabe der des heruntergeladenen Modells',
  folderOfTheDatabaseIts: 'Ordner der Datenbank, ihrer Sicherungen, des Tokens und des Protokolls',
  holdVectorsInAThird:
    'Vektoren in einem Drittel des Arbeitsspeichers halten und die der letzten 20 einer Suche von der Platte lesen; ohne Wirkung, wo nichts auf ihr bleibt',
  hoursBetweenTwoBackups: 'Stunden zwischen zwei Sicherungen',
  howATransformerMakesOne: 'Wie ein Transformer aus vielen Vektoren einen macht: ihr Mittel oder der erste',
  howFarOffIsNear: 'Welcher Abstand nah genug ist: die Differenz von Zahlen, 1 - Ähnlichkeit von Texten',
  howFastThatFadesA: 'Wie schnell das verblasst, je Sekunde',
  howLongAnAnswerOf:
    'Wie lange eine Antwort von Qdrant dauern darf; danach antwortet ein Abruf von diesem Computer',
  howLongAnAnswerOfRedis: 'Wie lange eine Antwort von Redis dauern darf, ehe sie als verloren gilt',
  howLongToWaitFor: 'Wie lange auf eine Antwort des Servers gewartet wird',
  howLongToWaitForAn: 'Wie lange auf eine Antwort zu einem Stoß Traces gewartet wird',
  howManyBackupsToKeep: 'Wie viele Sicherungen aufbewahrt werden',
  howManyFilesThatWere: 'Wie viele beiseitegelegte Dateien aufbewahrt werden',
  howManyOfThe10:
    'Wie viele der 10 nächsten gefunden werden: 0.90, 0.97 oder 0.99 davon auf den eigenen Daten, was gemessen wird',
  howManyTimesMoreThe: 'Um wie viel mehr der erste Blick findet, als gefragt ist',
  howMuchARewardBelow: 'Wie viel eine Belohnung unter 0 zählt, die mit einem Schreiben kommt',
  howMuchBeingUnlikeWhat: 'Wie viel es zählt, dem Vorhandenen unähnlich zu sein',
  howMuchEachSignalCounts: 'Wie viel jedes Signal zählt; sie werden auf die Summe 1 gebracht',
  howMuchProductQuantizationShortens: 'Wie stark Produktquantisierung kürzt',
  howVectorsOfANew: 'Wie Vektoren einer neuen Sammlung für den ersten Blick gekürzt werden',
  itsFileAuditAuditJsonl: 'Seine Datei; ohne Angabe audit/audit.jsonl im Datenordner',
  itsPort: 'Sein Port',
  itsSecretKeyInThe:
    'Sein geheimer Schlüssel. In der App nur, wo er liegt: env:NAME, file:PATH oder keychain:NAME',
  keepMemoriesInMemoryOnly:
    'Erinnerungen nur im Arbeitsspeicher halten, was immer der Modus sagt, und mit nichts verbinden',
  keepPayloadsOfANew: 'Nutzdaten einer neuen Sammlung auf der Platte halten',
  keepShortenedVectorsInMemory: 'Gekürzte Vektoren im Arbeitsspeicher halten',
  keepSomeOfTheQueries:
    'Einige wirklich gestellte Fragen behalten und in Ruhezeiten wieder stellen, über den Index und exakt, um zu sehen, welcher Anteil der nächsten gefunden wird',
  keepTheGraphOfA: 'Den Graphen einer neuen Sammlung auf der Platte halten',
  keepWhatWasAskedAs:
    'Das Gefragte als Text neben seinem Vektor behalten, um zu zeigen, welche Frage was verpasst; auto tut es, außer wenn Felder verschlüsselt sind',
  keepWholeVectorsOfA: 'Ganze Vektoren einer neuen Sammlung auf der Platte halten',
  keyOfQdrantEnvName:
    'Schlüssel von Qdrant; env:NAME, file:PATH oder keychain:NAME hält ihn aus den Einstellungen heraus',
  keyOfTheEncryptedFields:
    'Schlüssel der verschlüsselten Felder: 32 Bytes als hexadezimale Ziffern oder Base64, oder wo sie liegen (env:NAME, file:PATH, keychain:NAME)',
  keyOfTheServerEnv: 'Schlüssel des Servers; env:NAME oder file:PATH hält ihn aus den Einstellungen heraus',
  kilobytesOfVectorsBelowWhich:
    'Kilobytes an Vektoren, unter denen alle verglichen werden; ohne Angabe 10000',
  largestPayloadInBytes: 'Größte Nutzdaten in Bytes',
  leastTimeBetweenTwoBuilds: 'Geringste Zeit zwischen zwei Bauten, außer bei doppelt so vielen Vektoren',
  lengthOfAVectorWhat: 'Länge eines Vektors; ohne Angabe, was das Modell gibt',
  letALanguageModelPredict: 'Ein Sprachmodell vorhersagen lassen, was aus Erinnerungen wird',
  letMemoriesDecayByTheir: 'Erinnerungen nach ihrem Wert verfallen lassen',
  linksOfANodeOf: 'Verknüpfungen eines Knotens des Graphen; ohne Angabe 16',
  listsThatASearchLooks: 'Listen, in die eine Suche sieht; auto nimmt, was das Profil braucht',
  listsThatVectorsAreKept: 'Listen, in denen Vektoren liegen; auto macht dreimal die Wurzel ihrer Zahl',
  memoriesThatANamespaceHolds:
    'Erinnerungen, die ein Namensraum fasst; darüber gehen die unwichtigsten und dann die ältesten in den Papierkorb. 0 heißt keine Grenze',
  memoriesThatAreSentIn: 'Erinnerungen, die auf einmal gesandt werden',
  millisecondsThat95Of100: 'Millisekunden, unter denen 95 von 100 Suchen im Modus latency bleiben',
  mostCandidatesThatAreChosen: 'Höchstzahl gewählter Kandidaten',
  moveBeamAndCandidatesSo:
    'Strahl und Kandidaten so verstellen, dass Abruf oder Suchzeit gehalten wird, wie die Überwachung sie misst; jede Verstellung ist eine Änderung, die sich rückgängig machen lässt',
  nameOfTheModelAs: 'Name des Modells, wie der Server ihn kennt',
  nameOfTheModelAsThe: 'Name des Modells, wie der Server oder der Hugging Face Hub ihn kennt',
  nameToLogInWith: 'Anmeldename bei den Sentinels, wo sie eigene Benutzer haben',
  nameToLogInWithWhere: 'Anmeldename, wo Redis Benutzer hat',
  namespaceToUseWhereNone: 'Namensraum, wo keiner genannt ist',
  neighboursThatSuchAQuery:
    'Nachbarn, nach denen so eine Frage fragt. Mit 10 ist sie so streng, wie das Profil verspricht; ein Abruf fragt nach 200 und findet mehr der zehn nächsten',
  numberOfTheDatabaseA: 'Nummer der Datenbank; ein Cluster hat nur 0',
  pagesOfOtherPlacesThat:
    'Seiten anderer Herkunft, die mit dem Token fragen dürfen, zum Beispiel http://localhost:3000',
  partsOfANewCollection: 'Teile einer neuen Sammlung, über die Knoten verteilt; ohne Angabe einer je Knoten',
  passwordOfRedisEnvName: 'Passwort von Redis; env:NAME oder file:PATH hält es aus den Einstellungen heraus',
  passwordOfTheSentinelsWhere:
    'Passwort der Sentinels, wo sie ein eigenes haben; env:NAME oder file:PATH hält es aus den Einstellungen heraus',
  payloadFieldsThatADecayed:
    'Felder, die eine verfallene Erinnerung neben memory_type, timestamp, coordinate, importance und salience behält',
  payloadFieldsThatAreEmbedded:
    'Felder, die eingebettet und nach Wörtern durchsucht werden: das erste vorhandene; für alles von jetzt an',
  payloadFieldsThatAreEncrypted:
    'Felder, die verschlüsselt werden, sobald es einen Schlüssel gibt; * sind die ganzen Nutzdaten',
  portToListenOn0: 'Port, auf dem gehorcht wird; bei 0 wählt das System',
  publicKeyOfAProject: 'Öffentlicher Schlüssel eines Langfuse-Projekts',
  putBeforeAMemoryForModels: 'Steht vor einer Erinnerung, für so trainierte Modelle',
  putBeforeAQuestionForModels: 'Steht vor einer Frage, für so trainierte Modelle',
  putBeforeTheNameOf: 'Steht vor dem Namen eines Namensraums, der der Name seiner Sammlung ist',
  queriesThatAreKeptOf:
    'Fragen, die je Namensraum behalten werden; ältere machen nach Zufall Platz für neuere',
  requestsThatOneClientMay: 'Anfragen, die ein Client in einer Minute stellen darf; 0 heißt keine Grenze',
  salienceBelowWhichRecallTreats:
    'Salienz, unter der der Abruf Erinnerungen behandelt, wie „below“ sagt; nie wird etwas gelöscht',
  secondsBetweenTwoSweeps: 'Sekunden zwischen zwei Durchläufen',
  sendMemoriesToAnotherComputer: 'Erinnerungen unverschlüsselt (http) an einen anderen Computer senden',
  sendTracesOfRecallsChanges:
    'Traces von Abrufen, Änderungen und Aufrufen der Speicher an die hier gesetzten Orte senden',
  sendTracesToAnotherComputer: 'Traces unverschlüsselt (http) an einen anderen Computer senden',
  sendWhatWasAskedWith: 'Das Gefragte mit dem Trace senden; nie, wo Felder verschlüsselt sind',
  sendWhatWasStoredAnd:
    'Gespeichertes und Titel des Gefundenen mit dem Trace senden; nie, wo Felder verschlüsselt sind',
  sentinelsThatKnowWhereThe: 'Sentinels, die den gegenwärtigen Master kennen, als host:port',
  shareOfTheTenNearest: 'Anteil der zehn nächsten, unter dem gewarnt wird',
  shareOfTheTenNearestThat: 'Anteil der zehn nächsten, der im Modus recall gehalten wird',
  shareOfTheTracesThat:
    'Anteil der Traces, der gesandt wird; ein Programm mit eigenem Trace entscheidet für diesen selbst',
  shareOfTheVectorsThat: 'Anteil der Vektoren, der sich zuvor geändert haben muss',
  someNodesOfARedis: 'Einige Knoten eines Redis Cluster, als host:port; die anderen werden erfragt',
  stopWritesThatSayNothing: 'Schreiben anhalten, das nichts Neues sagt; es bleibt in einem Eingang',
  stoppedWritesThatAreKept:
    'Angehaltenes, das je Namensraum behalten wird; darüber geht das älteste endgültig',
  textsThatAreEmbeddedIn: 'Texte, die auf einmal eingebettet werden',
  theKeyBeforeWhileA: 'Der vorige Schlüssel, solange ein Schlüsselwechsel nicht beendet ist',
  thePayloadFieldsThatAre: 'Die Felder, die in jedem dieser Alter verloren gehen',
  timeBetweenTwoMeasurements: 'Zeit zwischen zwei Messungen',
  traceAlsoTheCallsOf:
    'Auch Aufrufe der Speicher verfolgen, die zu keinem Abruf und keiner Änderung gehören: was nur angesehen wird, und was das Programm von selbst tut',
  typesThatMayGoFor: 'Arten, die für die Grenze gehen dürfen; die erste geht zuerst',
  waitForTheDiskAfter: 'Nach jeder Zeile auf die Platte warten, damit ein Stromausfall keine nimmt',
  waitUntilWhatWasSent: 'Warten, bis Gesandtes zu finden ist; sonst nur, bis Qdrant es notiert hat',
  whatEachPointOfImportance: 'Was jeder Punkt Wichtigkeit beiträgt',
  whatEachSecondSinceA: 'Was jede Sekunde seit dem Anlegen einer Erinnerung zu ihrem Wert beiträgt',
  whatEachSecondSinceIt: 'Was jede Sekunde seit dem letzten Anlegen, Ändern oder Abrufen beiträgt',
  whatEachTimeItWas: 'Was jeder Abruf beiträgt',
  whatIsTakenOffJust: 'Was gleich nach einem Gebrauch abgezogen wird',
  whatItWantsWithEach:
    'Was er mit jeder Anfrage verlangt: name=value, mit Kommas dazwischen. In der App nur, wo das liegt: env:NAME, file:PATH oder keychain:NAME',
  whatMakesVectorsTheWord:
    'Was Vektoren macht: die mitgelieferten Wortvektoren, gehashte Wörter, ein Server mit der API von OpenAI (Ollama, LM Studio, OpenAI) oder ein Transformer in diesem Programm; ohne Angabe, was in der App gewählt wurde. Nach einem Wechsel werden alle neu gemacht',
  whatRecallDoesWithMemories:
    'Was der Abruf mit Erinnerungen geringer Salienz tut: sie hinter die anderen stellen oder weglassen',
  whatTheSentinelsCallThe: 'Wie die Sentinels den Master nennen',
  whatTracesSayThatThey: 'Was Traces als ihre Herkunft nennen',
  whenAnOutcomeCountsAs:
    'Wann ein Ergebnis als vorhergesagt gilt: bei gleichem Wert, oder nicht weiter entfernt als threshold',
  whoOrdersWritesAmongCopies:
    'Wer Schreiben unter Kopien ordnet: weak jeder, medium ein Leiter, der wechseln kann, strong einer, der fehlen kann',
  whoPredictsNobodyOllamaOr: 'Wer vorhersagt: niemand, Ollama oder ein Server mit der API von OpenAI',
  whomASearchAsksOne:
    'Wen eine Suche fragt: eine Kopie; majority alle, und nimmt, was die meisten haben; quorum die meisten, und nimmt, worin sie übereinstimmen; all, was jede Kopie hat',
  widestBeamThatIsChosen: 'Breitester Strahl, der gewählt wird; auto ist die Hälfte der Listen',
  writeALineForEach:
    'Für jede Änderung und jeden Abruf eine Zeile schreiben: wer, wann und welche Erinnerungen, nie, was darin steht',
  writeWhatWasAskedAs:
    'Das Gefragte als Text oder als Hash schreiben; auto schreibt Text, außer wenn Felder verschlüsselt sind',
  adaptiveMovesWeightFromWords:
    'adaptive verschiebt Gewicht von Wörtern zu Bedeutung, wo ein Namensraum herausfand, dass Bedeutung seine Erinnerungen besser findet, um das, was die Wörter einer Frage offenlassen; fixed nimmt die Gewichte, wie sie sind; reciprocal-rank zählt Plätze',
  falseIsTheSameAs: 'false ist dasselbe wie das Backend exact',
  fractalFindsNeighboursThroughA:
    'fractal findet Nachbarn über einen Baum, exact vergleicht mit jedem Vektor, qdrant fragt Qdrant, und den Baum, solange das fehlt; faiss_aperture und inmemory sind ältere Namen der ersten beiden',
  localAgentKeepsMemoriesIn:
    'local_agent hält Erinnerungen in einer Datei, on_demand nur im Arbeitsspeicher, enterprise in Redis',
}
