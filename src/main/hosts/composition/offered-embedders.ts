import type { EmbedderField, OfferedEmbedder } from '#contract/embedders'

const dimension = (hint: string): EmbedderField => ({
  key: 'dimension',
  label: 'Dimensions',
  hint,
  isRequired: false,
})

/** What a model was trained with; left out, it is embedded as it is. */
const PREFIXES: readonly EmbedderField[] = [
  {
    key: 'query_prefix',
    label: 'Prefix of questions',
    hint: 'Put before a question, for models that were trained so, for example “search_query: ”.',
    isRequired: false,
  },
  {
    key: 'document_prefix',
    label: 'Prefix of memories',
    hint: 'Put before a memory, for models that were trained so, for example “search_document: ”.',
    isRequired: false,
  },
]

/** The embedders that can be chosen in the app, and what each must be told. */
export const OFFERED: readonly OfferedEmbedder[] = [
  {
    provider: 'static',
    name: 'Word vectors',
    note: 'Comes along and needs no network. English only; the order of words and a “not” make no difference to it.',
    fields: [],
  },
  {
    provider: 'openai',
    name: 'Embedding server',
    note: 'Any server with OpenAI’s /v1/embeddings: Ollama, LM Studio, OpenAI. Texts of memories are sent to it.',
    fields: [
      { key: 'url', label: 'Address', hint: 'For example http://localhost:11434/v1.', isRequired: true },
      { key: 'model', label: 'Model', hint: 'For example nomic-embed-text.', isRequired: true },
      {
        key: 'api_key',
        label: 'Key',
        hint: 'Kept in a file that only you may read. The configuration and soma reembed may name env:NAME or file:PATH instead.',
        isRequired: false,
      },
      dimension('What the model gives if left out.'),
      ...PREFIXES,
    ],
  },
  {
    provider: 'transformers',
    name: 'Local transformer',
    note: 'A sentence model that computes in this program. Download it once with “soma download-model NAME”.',
    fields: [
      {
        key: 'model',
        label: 'Model',
        hint: 'As it was downloaded, for example Xenova/all-MiniLM-L6-v2. Not needed with a folder.',
        isRequired: false,
      },
      {
        key: 'path',
        label: 'Folder',
        hint: 'Where its files lie; that of the downloaded model if left out.',
        isRequired: false,
      },
      {
        key: 'pooling',
        label: 'Pooling',
        hint: 'How one vector is made of many: mean or cls, the first; mean if left out.',
        isRequired: false,
      },
      ...PREFIXES,
    ],
  },
  {
    provider: 'hash',
    name: 'Hashed words',
    note: 'Knows the letters of words and nothing of their meaning. For tests, and to compare with.',
    fields: [dimension('Length of a vector; 256 if left out.')],
  },
]
