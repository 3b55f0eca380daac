import { join, resolve } from 'node:path'
import { type ProgramFiles, programFiles } from '#hosts/program-files'

const root = resolve(import.meta.dirname, '../..')

/** The program as it stands in the source, without a build. */
export const sourceFiles: ProgramFiles = {
  ...programFiles(root),
  storeWorker: join(root, 'src/main/workers/store-worker.ts'),
  vectorWorker: join(root, 'src/main/workers/vector-worker.ts'),
  embedderWorker: join(root, 'src/main/workers/embedder-worker.ts'),
  graphWorker: join(root, 'src/main/workers/graph-worker.ts'),
  importWorker: join(root, 'src/main/workers/import-worker.ts'),
  moveWorker: join(root, 'src/main/workers/move-worker.ts'),
  qdrantWorker: join(root, 'src/main/workers/qdrant-worker.ts'),
  jobWorker: join(root, 'src/main/workers/job-worker.ts'),
  trialWorker: join(root, 'src/main/workers/trial-worker.ts'),
}
