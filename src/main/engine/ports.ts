/**
 * What the engine needs from outside. It reads no clock, file, environment or network by itself: every
 * implementation of these interfaces is started and handed in by the composition root.
 */
export * from './ports/change.ts'
export * from './ports/embedder.ts'
export * from './ports/embedder-source.ts'
export * from './ports/index-health.ts'
export * from './ports/index-trial.ts'
export * from './ports/index-walk.ts'
export * from './ports/map.ts'
export * from './ports/memory-store.ts'
export * from './ports/namespace.ts'
export * from './ports/outbox-store.ts'
export * from './ports/scored-keys.ts'
export * from './ports/second-store.ts'
export * from './ports/self-test-store.ts'
export * from './ports/surroundings.ts'
export * from './ports/undo.ts'
export * from './ports/vector-index.ts'
export * from './ports/vector-store.ts'
export * from './ports/walk.ts'
