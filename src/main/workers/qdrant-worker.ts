import { workerData } from 'node:worker_threads'
import type { EmbedderVectors } from '#stores/qdrant/collections'
import { type QdrantSettings, QdrantVectors } from '#stores/qdrant/qdrant-vectors'
import { serveConcurrently } from './thread.ts'

export interface QdrantWorkerData {
  readonly settings: QdrantSettings
  readonly of: EmbedderVectors
}

/** Qdrant in a thread of its own: a batch of vectors as JSON is megabytes, which would hold up every window. */
await serveConcurrently(async () => {
  const { settings, of } = workerData as QdrantWorkerData
  const vectors = new QdrantVectors(settings, of, () => performance.now())
  return {
    methods: {
      open: (namespace: string, madeAt: number) => vectors.open(namespace, madeAt),
      openBeside: (namespace: string) => vectors.openBeside(namespace),
      write: (...[namespace, rows, flat]: Parameters<QdrantVectors['write']>) =>
        vectors.write(namespace, rows, flat),
      keepMark: (...[namespace, mark]: Parameters<QdrantVectors['keepMark']>) =>
        vectors.keepMark(namespace, mark),
      forget: (namespace: string) => vectors.forget(namespace),
      marks: () => vectors.marks(),
      search: (query: Parameters<QdrantVectors['search']>[0]) => vectors.search(query),
      points: (...[namespace, after, limit]: Parameters<QdrantVectors['points']>) =>
        vectors.points(namespace, after, limit),
      foreignLines: (...[namespace, after, limit]: Parameters<QdrantVectors['foreignLines']>) =>
        vectors.foreignLines(namespace, after, limit),
      vectorsOf: (namespace: string, ids: readonly string[]) => vectors.vectorsOf(namespace, ids),
      hashes: (rows: Parameters<QdrantVectors['hashes']>[0]) => vectors.hashes(rows),
      remove: (...[namespace, ids]: Parameters<QdrantVectors['remove']>) => vectors.remove(namespace, ids),
      health: () => vectors.health(),
    },
    details: { target: vectors.target, name: vectors.name },
  }
})
