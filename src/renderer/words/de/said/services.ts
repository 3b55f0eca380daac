import type { SaidIn } from '../../en/said/index.ts'

export const services: SaidIn<'services'> = {
  theEmbeddingServerAtHost: 'Der Einbettungsserver unter {host}',
  theLanguageModelAtHost: 'Das Sprachmodell unter {host}',
  qdrantAtHost: 'Qdrant unter {host}',
  redisAtHost: 'Redis unter {host}',
  whatItIsTriedAgain: '{what} Neuer Versuch in {seconds} s.',
  whatItIsTriedAgainNow: '{what} Es wird jetzt wieder versucht.',
  whatDidNotAnswerWithin: '{what} hat nicht innerhalb von {seconds} s geantwortet.',
  whatIsNotRunningThe:
    '{what} läuft nicht: Die Verbindung wurde abgelehnt. Starten Sie den Server, oder prüfen Sie {at}.',
  whatIsNotKnownBy: '{what} ist unter diesem Namen nicht bekannt. Prüfen Sie das Netz und {at}.',
  whatClosedTheConnectionBefore: '{what} hat die Verbindung geschlossen, bevor eine Antwort kam.',
  whatHasACertificateThat: '{what} hat ein Zertifikat, dem nicht vertraut wird ({code}).',
  whatCannotBeReachedCheck: '{what} ist nicht erreichbar. Prüfen Sie das Netz und {at}.',
  whatCannotBeReachedCode: '{what} ist nicht erreichbar ({code}). Prüfen Sie das Netz und {at}.',
  hostCannotBeReachedCheck: '{host} ist nicht erreichbar. Prüfen Sie das Netz.',
  whatRedirectsWhichIsNot: '{what} leitet um, und dem wird nicht gefolgt. Setzen Sie {setting} auf das Ziel.',
  whatRedirectsToToWhich:
    '{what} leitet zu {to} um, und dem wird nicht gefolgt. Setzen Sie {setting} auf das Ziel.',
  whatTakesLessAtOnce: '{what} nimmt weniger auf einmal: {words}',
  whatTakesLessAtOnce2: '{what} nimmt weniger auf einmal',
  whatWantsAKeyStatus: '{what} verlangt einen Schlüssel ({status}). Setzen Sie {setting}.',
  whatWantsAKeyStatusCheck: '{what} verlangt einen Schlüssel ({status}). Prüfen Sie qdrant.api_key.',
  whatRefusesTheKeyStatus: '{what} lehnt den Schlüssel ab ({status}). Prüfen Sie {setting}.',
  whatRefusesTheKeyOr:
    '{what} lehnt den Schlüssel ab, oder was mit ihm getan wird ({status}). Prüfen Sie qdrant.api_key.',
  whatDoesNotKnowThe: '{what} kennt das Modell „{model}“ oder den Pfad nicht (404): {words}',
  whatDoesNotKnowTheModel:
    '{what} kennt das Modell „{model}“ oder den Pfad nicht (404). Prüfen Sie {first} und {second}.',
  whatSaysThatTheQuota: '{what} meldet, dass das Kontingent aufgebraucht ist (429): {words}',
  whatSaysThatTheQuotaIs: '{what} meldet, dass das Kontingent aufgebraucht ist (429)',
  whatTakesNoMoreRequests: '{what} nimmt im Augenblick keine Anfragen mehr an (429).',
  whatTakesNoMoreRequestsFor: '{what} nimmt im Augenblick keine Anfragen mehr an (429): {words}',
  whatTakesNoMoreFor: '{what} nimmt im Augenblick nichts mehr an (429).',
  whatTakesNoMoreForThe: '{what} nimmt im Augenblick nichts mehr an (429): {words}',
  whatFailedStatus: '{what} hat versagt ({status}).',
  whatFailedStatusWords: '{what} hat versagt ({status}): {words}',
  whatRefusesTheRequestStatus: '{what} lehnt die Anfrage ab ({status}).',
  whatRefusesTheRequestStatusWords: '{what} lehnt die Anfrage ab ({status}): {words}',
  whatRefusesTheRequestStatusCheck:
    '{what} lehnt die Anfrage ab ({status}). Prüfen Sie {setting} und was daneben eingestellt ist.',
  whatDoesNotLetUs: '{what} lässt uns nicht ein ({status}). Prüfen Sie {whatElse}.',
  whatTakesNoTracesAt: '{what} nimmt unter dieser Adresse keine Traces an ({status}). Prüfen Sie {at}.',
  whatDoesNotTakeThem: '{what} nimmt sie nicht an ({status}).',
  whatDoesNotTakeThemStatus: '{what} nimmt sie nicht an ({status}): {words}',
  whatDidNotTakeRejected: '{what} hat {rejected} von {count} Spans nicht angenommen',
  whatDidNotTakeRejectedOf: '{what} hat {rejected} von {count} Spans nicht angenommen: {words}',
  theSpansCannotBeWritten: 'Die Spans lassen sich nicht als JSON schreiben.',
  theSpansCouldNotBe: 'Die Spans ließen sich nicht senden.',
  settingIsNotSet: '{setting} ist nicht gesetzt.',
  telemetryHeadersIsToBe: 'telemetry.headers muss name=value sein, mit Kommas dazwischen.',
  whatAnsweredWithMoreThan:
    '{what} hat mit mehr geantwortet, als eine Zusammenfassung braucht. Prüfen Sie {first} und {second}.',
  whatAnsweredWithoutAWord:
    '{what} hat ohne ein brauchbares Wort geantwortet. Prüfen Sie {first} und {second}.',
  modelAnsweredWithoutAnOutcome: '{model} hat ohne ein Ergebnis geantwortet.',
  modelAnsweredWithMoreThan: '{model} hat mit mehr als einem Ergebnis geantwortet.',
  settingHoldsWhiteSpaceOr: '{setting} enthält Leerraum oder andere Zeichen, die kein Schlüssel hat.',
  noLanguageModelIsSet: 'Es ist kein Sprachmodell eingestellt. Setzen Sie {setting}.',
  whatGaveAVectorWithout: '{what} gab einen Vektor ohne Richtung.',
  whatGivesVectorsOfCount:
    '{what} gibt für „{model}“ Vektoren aus {count} Zahlen, erwartet sind {wanted}. Prüfen Sie embedding.model und embedding.dimension.',
  whatAnsweredWithMoreThanAny: '{what} hat mit mehr geantwortet, als Vektoren brauchen.',
  whatAnsweredWithSomethingThat:
    '{what} hat mit etwas geantwortet, das kein JSON ist. Prüfen Sie embedding.url.',
  whatAnsweredWithJsonThat:
    '{what} hat mit JSON geantwortet, das keine Liste von Vektoren ist ({place}). Prüfen Sie embedding.url.',
  whatAnsweredWithGivenVectors:
    '{what} hat mit {given} Vektoren geantwortet, die nicht zu {count} Texten passen. Prüfen Sie embedding.url.',
  settingIsNoUrlIt: '{setting} ist keine URL; sie sieht aus wie http://localhost:11434/v1.',
  settingMustBeginWithHttp: '{setting} muss mit http:// oder https:// beginnen.',
  settingMustNotHoldA:
    '{setting} darf weder Namen noch Passwort enthalten; der Schlüssel gehört in {secrets}.',
  settingMustEndWithIts: '{setting} muss mit dem Pfad enden, ohne ? und #.',
  settingSendsMemoriesToHost:
    '{setting} sendet Erinnerungen unverschlüsselt an {host}; nehmen Sie https, oder setzen Sie {insecure}.',
  theWordVectorsOfThe:
    'Die Wortvektoren des mitgelieferten Embedders sind nicht brauchbar: {why}. Installieren Sie die App neu, oder stellen Sie assets/embedder wieder her.',
  theWordVectorsOfTheDefault: 'Die Wortvektoren des mitgelieferten Embedders sind unter {path} nicht lesbar',
  theFileEndsAfterBytes: 'die Datei endet nach {bytes} Bytes',
  theFileIsOfAnother: 'die Datei ist von anderer Art',
  itsFormatIsOwnThis: 'ihr Format ist {own}, dieses Programm liest {known}',
  itIsBytesBytesLong: 'sie ist {bytes} statt {wanted} Bytes lang',
  itsChecksumDoesNotMatch: 'ihre Prüfsumme passt nicht zum Inhalt',
  itListsWordsWordsFor: 'sie nennt {words} Wörter für {rows} Vektoren',
  theModelFolderFolderLacks:
    'Dem Modellordner {folder} fehlt {names}. Laden Sie das Modell herunter, oder prüfen Sie embedding.path.',
  fileIsDamagedOrOf: '{file} ist beschädigt oder von anderer Art. Laden Sie das Modell neu herunter.',
  packageInFolderCannotBe: '{package} in {folder} lässt sich nicht laden: {words}. {why}',
  packageInFolderIsVersion: '{package} in {folder} ist {version}. {why}',
  localTransformerModelsNeedPackage: 'Lokale Transformer-Modelle brauchen {package}: {command}',
  theModelNameGivesVectors:
    'Das Modell {name} gibt Vektoren aus {count} Zahlen, nicht {wanted}. Lassen Sie embedding.dimension weg.',
  theModelNameCannotBe: 'Das Modell {name} lässt sich nicht laden: {words}',
  theModelGivesNamesNot: 'Das Modell gibt {names}, keinen Vektor je Token. Wählen Sie ein Satzmodell.',
  theModelFailsWords: 'Das Modell versagt: {words}',
  theModelGivesAText: 'Das Modell gibt einem Text keine Richtung.',
  theEmbedderIdIsAnother: 'Der Embedder {id} ist jetzt ein anderer. Starten Sie die App neu.',
  thereIsNoEmbedderName: 'Es gibt keinen Embedder „{name}“: Es gibt static, hash, openai und transformers.',
  theProviderNameNeedsA: 'Der Anbieter {name} braucht {key}, {what}.',
  forExampleExample: 'zum Beispiel {example}',
  orAPathForExample: 'oder einen Pfad; zum Beispiel {example}',
  theSettingsOpenFoundNow:
    'Die Einstellungen öffnen jetzt {found}, und die Vektoren sind die von {expected}. Wechseln Sie den Embedder.',
  itsSettingsOpenFoundWith:
    'seine Einstellungen öffnen jetzt {found} mit {dimension} Dimensionen, nicht {id} mit {wanted}; abbrechen und neu beginnen',
  idGaveCountNumbersFor: '{id} gab {count} Zahlen statt {wanted}',
  idGaveAVectorThat: '{id} gab einen Vektor, der nicht aus Zahlen besteht',
  theIndexIsNotLoaded: 'der Index ist nicht geladen',
  aKeyThatLiesIn:
    'ein Schlüssel in einer Datei, der Umgebung oder dem Schlüsselbund wird nur in der Konfiguration oder mit „soma reembed“ genannt. Geben Sie hier den Schlüssel selbst ein',
  qdrantTookTheChangeAnd: 'Qdrant nahm die Änderung an und hat sie nicht angewandt ({status}).',
  whatAnsweredWhatCannotBe: '{what} hat Unlesbares geantwortet. Prüfen Sie, ob qdrant.url zu Qdrant führt.',
  whatDoesNotKnowWhat:
    '{what} kennt nicht, was gefragt wird (404). Prüfen Sie, ob qdrant.url zu Qdrant führt, und zu 1.10 oder neuer.',
  qdrantVersionIsTooOld: 'Qdrant {version} ist zu alt: 1.10 ist die älteste Version, die verstanden wird.',
  theKeyMayReadAnd:
    'Der Schlüssel darf lesen, aber nicht schreiben. Vektoren müssen auch geschrieben werden.',
  theCollectionCollectionWasNot:
    'Die Sammlung {collection} stammt nicht von diesem Programm. Sie hat {points} Punkte und bleibt, wie sie ist: Legen Sie eine daneben an, in die neu eingebettet wird.',
  theCollectionCollectionHasVectors:
    'Die Sammlung {collection} hat Vektoren anderer Art, und der Embedder macht {own} (Cosine). Sie hat {points} Punkte und bleibt, wie sie ist: Legen Sie eine daneben an, in die neu eingebettet wird.',
  theCollectionCollectionHasVectorsOf:
    'Die Sammlung {collection} hat Vektoren aus {dimension} Zahlen ({distance}), und der Embedder macht {own} (Cosine). Sie hat {points} Punkte und bleibt, wie sie ist: Legen Sie eine daneben an, in die neu eingebettet wird.',
  theCollectionCollectionHasThe:
    'Die Sammlung {collection} hat die Erinnerungen einer anderen Datenbank und bleibt, wie sie ist: Geben Sie dieser ein eigenes qdrant.collection_prefix.',
  itIsNotToldOf: 'es weiß noch nicht alles',
  thereIsNoStoreElsewhere: 'es gibt keinen Speicher anderswo',
  thereIsNoStoreElsewhereTo: 'es gibt keinen Speicher anderswo, aus dem gelesen werden kann',
  thereIsNoStoreElsewhereToMake: 'es gibt keinen Speicher anderswo, um sie anzulegen, oder er lehnt ab',
  otherSettingsThanThoseThat:
    'Andere als die geltenden Einstellungen prüfen die App selbst und ihre Befehlszeile.',
  nothingSaysWhereItIs: 'Nirgends steht, wo es ist.',
  writeTheSecretItselfTo:
    'zum Ausprobieren das Geheimnis selbst schreiben; ein Verweis gehört in die Einstellungen',
  theSecretThatIsSet: 'das gesetzte Geheimnis wird nicht anderswohin gesandt; das auszuprobierende schreiben',
  anotherProcessHasBegunTo: 'Ein anderer Prozess hat begonnen, es zu melden.',
  telemetryLangfusePublicAndTelemetry: 'telemetry.langfuse_public und telemetry.langfuse_secret',
}
