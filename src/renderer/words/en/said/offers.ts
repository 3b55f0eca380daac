/** Embedders that are offered, and what each must be told. */
export const offers = {
  prefixOfQuestions: 'Prefix of questions',
  putBeforeAQuestionFor: 'Put before a question, for models that were trained so, for example “{example}”.',
  prefixOfMemories: 'Prefix of memories',
  putBeforeAMemoryFor: 'Put before a memory, for models that were trained so, for example “{example}”.',
  wordVectors: 'Word vectors',
  comesAlongAndNeedsNo:
    'Comes along and needs no network. English only; the order of words and a “not” make no difference to it.',
  embeddingServer: 'Embedding server',
  anyServerWithOpenaiS:
    'Any server with OpenAI’s /v1/embeddings: Ollama, LM Studio, OpenAI. Texts of memories are sent to it.',
  forExampleExample2: 'For example {example}.',
  keptInAFileThat:
    'Kept in a file that only you may read. The configuration and soma reembed may name env:NAME or file:PATH instead.',
  whatTheModelGivesIf: 'What the model gives if left out.',
  localTransformer: 'Local transformer',
  aSentenceModelThatComputes:
    'A sentence model that computes in this program. Download it once with “soma download-model NAME”.',
  asItWasDownloadedFor:
    'As it was downloaded, for example Xenova/all-MiniLM-L6-v2. Not needed with a folder.',
  whereItsFilesLieThat: 'Where its files lie; that of the downloaded model if left out.',
  howOneVectorIsMade: 'How one vector is made of many: mean or cls, the first; mean if left out.',
  hashedWords: 'Hashed words',
  knowsTheLettersOfWords:
    'Knows the letters of words and nothing of their meaning. For tests, and to compare with.',
  lengthOfAVector256: 'Length of a vector; 256 if left out.',
  address: 'Address',
  model: 'Model',
  key: 'Key',
  dimensions: 'Dimensions',
  folder: 'Folder',
  pooling: 'Pooling',
  thisComputer: 'This computer',
  untitled: 'Untitled',
  memoryOfASecurityReview:
    'Memory of a security-review agent: weaknesses, mitigations and observed cases from the Common Weakness Enumeration.',
} as const
