import { z } from 'zod'

/** How often, or by how many: Qdrant's own default where it is left out. */
const optionalCount = (most: number) => z.int().min(1).max(most).optional()

/** How Qdrant is reached, and how it keeps the vectors once it is the backend. */
export const QdrantSchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^https?:\/\/[^/\s]+/, 'write http://host:port or, encrypted, https://host:port')
      .default('http://127.0.0.1:6333')
      .describe(
        'Address of Qdrant, used once vector.backend is qdrant; without a port it is 6333, or 443 for https',
      ),
    api_key: z
      .string()
      .min(1)
      .optional()
      .describe('Key of Qdrant; env:NAME, file:PATH or keychain:NAME keeps it out of the settings'),
    allow_insecure: z
      .boolean()
      .default(false)
      .describe('Send memories to another computer without encryption (http)'),
    collection_prefix: z
      .string()
      .regex(/^[A-Za-z0-9._-]{0,64}$/, 'write up to 64 letters, digits, dots, lines')
      .default('')
      .describe('Put before the name of a namespace, which is the name of its collection'),
    timeout_seconds: z
      .number()
      .min(0.1)
      .max(600)
      .default(5)
      .describe('How long an answer of Qdrant may take; a recall then answers from this computer'),
    batch_size: z.int().min(1).max(2000).default(128).describe('Memories that are sent in one go'),
    wait: z
      .boolean()
      .default(true)
      .describe('Wait until what was sent can be found; else only until Qdrant has noted it'),
    shard_number: optionalCount(1000).describe(
      'Parts of a new collection, spread over the nodes; one a node if left out',
    ),
    replication_factor: optionalCount(100).describe('Copies of each part of a new collection; 1 if left out'),
    write_consistency_factor: optionalCount(100).describe(
      'Copies that must have a write before it counts, for a new collection; 1 if left out',
    ),
    write_ordering: z
      .enum(['weak', 'medium', 'strong'])
      .default('weak')
      .describe(
        'Who orders writes among copies: weak anyone, medium a leader that may change, strong one that may be away',
      ),
    read_consistency: z
      .enum(['one', 'majority', 'quorum', 'all'])
      .default('one')
      .describe(
        'Whom a search asks: one copy; majority all, and takes what most have; quorum most, and takes what they agree in; all what every copy has',
      ),
    exact: z
      .boolean()
      .default(false)
      .describe('Compare with every vector in Qdrant instead of going through its graph'),
    hnsw: z
      .strictObject({
        m: z.int().min(0).max(512).optional().describe('Links of a node of the graph; 16 if left out'),
        ef_construct: z
          .int()
          .min(4)
          .max(10_000)
          .optional()
          .describe('Candidates while the graph is built; 100 if left out'),
        full_scan_threshold: z
          .int()
          .min(10)
          .optional()
          .describe('Kilobytes of vectors below which all are compared; 10000 if left out'),
        on_disk: z.boolean().default(false).describe('Keep the graph of a new collection on disk'),
        ef: z
          .int()
          .min(1)
          .max(100_000)
          .optional()
          .describe('Candidates of a search: more find more and take longer; ef_construct if left out'),
      })
      .prefault({}),
    quantization: z
      .strictObject({
        type: z
          .enum(['none', 'scalar', 'product', 'binary'])
          .default('none')
          .describe('How vectors of a new collection are shortened for the first look'),
        compression: z
          .enum(['x4', 'x8', 'x16', 'x32', 'x64'])
          .default('x16')
          .describe('How much product quantization shortens'),
        always_ram: z.boolean().default(true).describe('Keep shortened vectors in memory'),
        rescore: z.boolean().default(true).describe('Compare what the first look found with whole vectors'),
        oversampling: z
          .number()
          .min(1)
          .max(100)
          .default(2)
          .describe('How many times more the first look finds than is asked for'),
      })
      .prefault({}),
    on_disk: z.boolean().default(false).describe('Keep whole vectors of a new collection on disk'),
    on_disk_payload: z.boolean().default(true).describe('Keep payloads of a new collection on disk'),
  })
  .superRefine(({ url }, context) => {
    const message = addressProblem(url)
    if (message !== null) context.addIssue({ code: 'custom', path: ['url'], message })
  })
  .prefault({})

const addressProblem = (text: string): string | null => {
  const url = URL.parse(text)
  if (url === null) return 'write http://host:port or, encrypted, https://host:port'
  if (url.username !== '' || url.password !== '') return 'name the key in qdrant.api_key'
  return url.search !== '' || url.hash !== '' ? 'it ends with its path, without ? and #' : null
}
