import { join } from 'node:path'

/** What the program brings along, as paths. */
export interface ProgramFiles {
  readonly storeWorker: string
  /** Has the vector index. */
  readonly vectorWorker: string
  /** Makes vectors. */
  readonly embedderWorker: string
  /** Does the long jobs of the vector index. */
  readonly jobWorker: string
  /** Tries settings of the index on a copy. */
  readonly trialWorker: string
  /** Does the long jobs of graphs. */
  readonly graphWorker: string
  /** Asks Qdrant. */
  readonly qdrantWorker: string
  /** Reads files that are imported. */
  readonly importWorker: string
  /** Copies a whole database to another place. */
  readonly moveWorker: string
  /** Where transformers.js is, for those who installed it. */
  readonly transformers: string
  /** Word table of the default embedder. */
  readonly embedder: string
  /** Memories of the first start. */
  readonly sample: string
  /** Folder of the built user interface. */
  readonly renderer: string
  readonly preload: string
}

/** The files of a built program whose package stands in `root`. */
export const programFiles = (root: string): ProgramFiles => ({
  storeWorker: join(root, 'out/main/store-worker.js'),
  vectorWorker: join(root, 'out/main/vector-worker.js'),
  embedderWorker: join(root, 'out/main/embedder-worker.js'),
  jobWorker: join(root, 'out/main/job-worker.js'),
  trialWorker: join(root, 'out/main/trial-worker.js'),
  graphWorker: join(root, 'out/main/graph-worker.js'),
  importWorker: join(root, 'out/main/import-worker.js'),
  moveWorker: join(root, 'out/main/move-worker.js'),
  qdrantWorker: join(root, 'out/main/qdrant-worker.js'),
  transformers: join(root, 'tools/transformers'),
  embedder: join(root, 'assets/embedder/static-en.bin'),
  sample: join(root, 'assets/sample/security-review.json.gz'),
  renderer: join(root, 'out/renderer'),
  preload: join(root, 'out/preload/index.cjs'),
})
