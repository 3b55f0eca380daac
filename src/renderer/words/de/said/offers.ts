import type { SaidIn } from '../../en/said/index.ts'

export const offers: SaidIn<'offers'> = {
  prefixOfQuestions: 'Präfix der Fragen',
  putBeforeAQuestionFor: 'Steht vor einer Frage, für so trainierte Modelle, zum Beispiel „{example}“.',
  prefixOfMemories: 'Präfix der Erinnerungen',
  putBeforeAMemoryFor: 'Steht vor einer Erinnerung, für so trainierte Modelle, zum Beispiel „{example}“.',
  wordVectors: 'Wortvektoren',
  comesAlongAndNeedsNo:
    'Wird mitgeliefert und braucht kein Netz. Nur Englisch; die Wortfolge und ein „not“ machen für ihn keinen Unterschied.',
  embeddingServer: 'Einbettungsserver',
  anyServerWithOpenaiS:
    'Jeder Server mit OpenAIs /v1/embeddings: Ollama, LM Studio, OpenAI. Texte von Erinnerungen werden dorthin gesandt.',
  forExampleExample2: 'Zum Beispiel {example}.',
  keptInAFileThat:
    'Liegt in einer Datei, die nur Sie lesen dürfen. Konfiguration und soma reembed können stattdessen env:NAME oder file:PATH nennen.',
  whatTheModelGivesIf: 'Ohne Angabe, was das Modell gibt.',
  localTransformer: 'Lokaler Transformer',
  aSentenceModelThatComputes:
    'Ein Satzmodell, das in diesem Programm rechnet. Laden Sie es einmal mit „soma download-model NAME“ herunter.',
  asItWasDownloadedFor:
    'Wie es heruntergeladen wurde, zum Beispiel Xenova/all-MiniLM-L6-v2. Mit einem Ordner nicht nötig.',
  whereItsFilesLieThat: 'Wo seine Dateien liegen; ohne Angabe der des heruntergeladenen Modells.',
  howOneVectorIsMade: 'Wie aus vielen Vektoren einer wird: mean, oder cls, der erste; ohne Angabe mean.',
  hashedWords: 'Gehashte Wörter',
  knowsTheLettersOfWords:
    'Kennt die Buchstaben von Wörtern und nichts von ihrer Bedeutung. Für Tests und zum Vergleichen.',
  lengthOfAVector256: 'Länge eines Vektors; ohne Angabe 256.',
  address: 'Adresse',
  model: 'Modell',
  key: 'Schlüssel',
  dimensions: 'Dimensionen',
  folder: 'Ordner',
  pooling: 'Pooling',
  thisComputer: 'Dieser Computer',
  untitled: 'Ohne Titel',
  memoryOfASecurityReview:
    'Gedächtnis eines Agenten für Sicherheitsprüfungen: Schwachstellen, Gegenmaßnahmen und beobachtete Fälle aus der Common Weakness Enumeration.',
}
