import { z } from 'zod'
import { NamespaceName } from '#contract/memory'
import { ConsolidationSchema, PredictionsSchema } from './advisers-schema.ts'
import { decaySettings, levelsProblem } from './decay-schema.ts'
import { QdrantSchema } from './qdrant-schema.ts'
import { QualitySchema } from './quality-schema.ts'
import { RedisSchema } from './redis-schema.ts'
import { SalienceSchema } from './salience-schema.ts'
import { TelemetrySchema } from './telemetry-schema.ts'

const weight = z.number().min(0).max(1)
/** A number, or what the program works out for itself. */
const autoOr = (number: z.ZodInt) => z.union([z.literal('auto'), number]).default('auto')

/**
 * Every setting with its default. A key that is not here is an error.
 * `doc` texts are what the settings screen and `soma config` show.
 */
export const ConfigSchema = z.strictObject({
  mode: z
    .enum(['local_agent', 'on_demand', 'enterprise'])
    .default('local_agent')
    .describe('local_agent keeps memories in a file, on_demand in memory only, enterprise in Redis'),
  namespace: NamespaceName.default('default').describe('Namespace to use where none is named'),
  data_dir: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the database, its backups, the token and the log'),
  sqlite: z
    .strictObject({
      path: z
        .string()
        .min(1)
        .optional()
        .describe('Database file; memories.sqlite in the data folder if left out'),
      synchronous: z
        .enum(['NORMAL', 'FULL'])
        .default('NORMAL')
        .describe(
          'FULL survives a power cut without losing the last commits; NORMAL is faster and never damages the file',
        ),
    })
    .prefault({}),
  payload: z
    .strictObject({
      max_bytes: z
        .int()
        .min(1024)
        .max(64 * 1024 * 1024)
        .default(1024 * 1024)
        .describe('Largest payload in bytes'),
    })
    .prefault({}),
  embedding: z
    .strictObject({
      text_fields: z
        .array(
          z
            .string()
            .regex(/^[^+]+(\+[^+]+)*$/, 'write names of fields, joined by + where they belong together'),
        )
        .min(1)
        .default(['text', 'content', 'task', 'fact', 'summary', 'title+description'])
        .describe(
          'Payload fields that are embedded and searched for words: the first that is there; for what is stored from now on',
        ),
      provider: z
        .enum(['static', 'hash', 'openai', 'transformers'])
        .optional()
        .describe(
          'What makes vectors: the word vectors that come along, hashed words, a server that speaks the API of OpenAI (Ollama, LM Studio, OpenAI), or a transformer in this program; what was chosen in the app if left out. After a change all are made anew',
        ),
      model: z
        .string()
        .min(1)
        .optional()
        .describe('Name of the model, as the server or the Hugging Face Hub knows it'),
      path: z
        .string()
        .min(1)
        .optional()
        .describe('Folder of a transformer; that of the downloaded model if left out'),
      url: z
        .string()
        .min(1)
        .optional()
        .describe('Address of the server, for example http://localhost:11434/v1'),
      api_key: z
        .string()
        .min(1)
        .optional()
        .describe('Key of the server; env:NAME or file:PATH keeps it out of the settings'),
      allow_insecure: z
        .boolean()
        .default(false)
        .describe('Send memories to another computer without encryption (http)'),
      dimension: z
        .int()
        .min(1)
        .max(16_384)
        .optional()
        .describe('Length of a vector; what the model gives if left out'),
      timeout_seconds: z
        .number()
        .min(1)
        .max(600)
        .default(30)
        .describe('How long to wait for an answer of the server'),
      batch_size: z.int().min(1).max(2048).default(32).describe('Texts that are embedded in one go'),
      pooling: z
        .enum(['mean', 'cls'])
        .default('mean')
        .describe('How a transformer makes one vector of many: their mean, or the first'),
      query_prefix: z
        .string()
        .max(1000)
        .default('')
        .describe('Put before a question, for models that were trained so'),
      document_prefix: z
        .string()
        .max(1000)
        .default('')
        .describe('Put before a memory, for models that were trained so'),
    })
    .superRefine(({ provider, model, path, url }, context) => {
      const need = (key: string, message: string) =>
        context.addIssue({ code: 'custom', path: [key], message })
      if (provider === 'openai' && url === undefined) {
        need('url', 'the provider openai needs it, for example http://localhost:11434/v1')
      }
      if (provider === 'openai' && model === undefined) {
        need('model', 'the provider openai needs it, for example nomic-embed-text')
      }
      if (provider === 'transformers' && model === undefined && path === undefined) {
        need(
          'model',
          'the provider transformers needs it, or embedding.path; for example Xenova/all-MiniLM-L6-v2',
        )
      }
    })
    .prefault({}),
  vector: z
    .strictObject({
      backend: z
        .enum(['fractal', 'exact', 'qdrant', 'faiss_aperture', 'inmemory'])
        .default('fractal')
        .describe(
          'fractal finds neighbours through a tree, exact compares with every vector, qdrant asks Qdrant, and the tree while that is away; faiss_aperture and inmemory are older names of the first two',
        ),
      profile: z
        .enum(['fast', 'balanced', 'high_recall'])
        .default('balanced')
        .describe(
          'How many of the 10 nearest are found: 0.90, 0.97 or 0.99 of them on your own data, which is measured',
        ),
      fractal_enabled: z.boolean().default(true).describe('false is the same as the backend exact'),
      fractal: z
        .strictObject({
          centroids: autoOr(z.int().min(2).max(1_000_000)).describe(
            'Lists that vectors are kept in; auto makes three times the root of their number',
          ),
          beam_width: autoOr(z.int().min(1).max(1_000_000)).describe(
            'Lists that a search looks into; auto takes what the profile needs',
          ),
          max_candidates: autoOr(z.int().min(1).max(1_000_000)).describe(
            'Candidates whose full vectors are compared; auto takes what the profile needs',
          ),
          rebuild_enabled: z
            .boolean()
            .default(true)
            .describe('Build the lists anew, in the background, after many changes'),
          rebuild_size_delta: z
            .number()
            .min(0.01)
            .max(100)
            .default(0.1)
            .describe('Share of the vectors that must have changed before that'),
          rebuild_interval_seconds: z
            .number()
            .min(0)
            .default(600)
            .describe('Least time between two builds, unless there are twice as many vectors'),
          compact: z
            .boolean()
            .default(false)
            .describe(
              'Hold vectors in a third of the memory, and read those of the last 20 of a search from the disk; without effect where nothing is kept on it',
            ),
        })
        .prefault({}),
    })
    .prefault({}),
  recall: z
    .strictObject({
      weights: z
        .strictObject({
          vector: weight.default(0.1),
          keyword: weight.default(0.9),
          graph: weight.default(0),
          context: weight.default(0),
          importance: weight.default(0),
          recency: weight.default(0),
        })
        .prefault({})
        .describe('How much each signal counts; they are brought to a sum of 1'),
      fusion: z
        .enum(['adaptive', 'fixed', 'reciprocal-rank'])
        .default('adaptive')
        .describe(
          'adaptive moves weight from words to meaning where a namespace found out that meaning finds its memories better, by what the words of a query leave uncovered; fixed takes the weights as they are; reciprocal-rank counts places',
        ),
      touch: z
        .boolean()
        .default(true)
        .describe(
          'Count what agents recall as used, which keeps it from fading; looking in the app never counts',
        ),
    })
    .prefault({}),
  quality: QualitySchema,
  memory_enterprise: z
    .strictObject({
      encryption_key: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Key of the encrypted fields: 32 bytes as hexadecimal digits or base64, or where they lie (env:NAME, file:PATH, keychain:NAME)',
        ),
      encryption_old_key: z
        .string()
        .min(1)
        .optional()
        .describe('The key before, while a change of keys is not finished'),
      encryption_fields: z
        .union([z.literal('*'), z.array(z.string().min(1)).min(1)], {
          error: 'write a list of payload fields, or * for the whole payload',
        })
        .default(['task', 'code'])
        .describe('Payload fields that are encrypted once there is a key; * is the whole payload'),
      salience: SalienceSchema,
      consolidation: ConsolidationSchema,
      predictions: PredictionsSchema,
      ...decaySettings,
    })
    .superRefine((settings, context) => {
      const message = levelsProblem(settings)
      if (message !== null) context.addIssue({ code: 'custom', path: ['decay_thresholds_seconds'], message })
    })
    .prefault({}),
  backup: z
    .strictObject({
      keep: z.int().min(1).max(1000).default(5).describe('How many backups to keep'),
      interval_hours: z.number().min(1).default(24).describe('Hours between two backups'),
    })
    .prefault({}),
  audit: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe(
          'Write a line for each change and each recall: who, when and which memories, never what stands in them',
        ),
      path: z
        .string()
        .min(1)
        .optional()
        .describe('Its file; audit/audit.jsonl in the data folder if left out'),
      max_size: z
        .int()
        .min(1024)
        .max(1024 ** 3)
        .default(10 * 1024 * 1024)
        .describe('Bytes past which the file is put aside and a new one begun'),
      files: z.int().min(0).max(1000).default(5).describe('How many files that were put aside are kept'),
      fsync: z
        .boolean()
        .default(false)
        .describe('Wait for the disk after each line, so that a power cut takes none'),
      queries: z
        .enum(['auto', 'text', 'hash'])
        .default('auto')
        .describe(
          'Write what was asked as text or as a hash; auto writes text unless fields of memories are encrypted',
        ),
    })
    .prefault({}),
  telemetry: TelemetrySchema,
  http: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe('Answer programs over HTTP while the app is open; soma serve does so in any case'),
      mcp: z.boolean().default(true).describe('Answer agents there too, at /mcp'),
      host: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
      port: z.int().min(0).max(65535).default(9595).describe('Port to listen on; 0 lets the system choose'),
      token: z
        .string()
        .min(16)
        .optional()
        .describe('Access token; one is made and kept in the data folder if left out'),
      open_metrics: z
        .boolean()
        .default(false)
        .describe('Answer /metrics to programs on this computer without the token'),
      rate_limit: z
        .int()
        .min(0)
        .max(1_000_000)
        .default(600)
        .describe('Requests that one client may make in a minute; 0 is no limit'),
      origins: z
        .array(z.string().regex(/^https?:\/\/[^/]+$/, 'write an origin, for example http://localhost:3000'))
        .max(100)
        .default([])
        .describe('Pages of other places that may ask with the token, for example http://localhost:3000'),
    })
    .prefault({}),
  redis: RedisSchema,
  qdrant: QdrantSchema,
})

export type Config = z.output<typeof ConfigSchema>
export type ConfigInput = z.input<typeof ConfigSchema>
