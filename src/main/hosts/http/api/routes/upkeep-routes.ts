import { contract } from '#contract/index'
import { derived, type Gives, type Route, shaped, within } from '../route.ts'

const AT = 1_900_000_000
const NAMED_SET = { set: 'harbour' }
const QUESTION = { ...NAMED_SET, query: 'when does the bridge open' }
/** Few queries: settings are tried with each of them. */
const TRIED = { queries: { from: 'random', count: 10, seed: 1 }, depth: 10 }
const jsonLines: Gives = { as: 'text', types: ['application/x-ndjson'], typeOf: () => 'application/x-ndjson' }

const { input: exported } = contract.golden.export
const { input: imported, output: importOutcome } = contract.golden.import

/** The write gate and salience. */
const gateRoutes: readonly Route[] = [
  derived('GET /gate', 'gate.settings'),
  derived('POST /gate/preview', 'gate.preview', { example: { text: 'The bridge opens at noon' } }),
  derived('GET /gate/inbox', 'gate.inbox', { example: { limit: 10 } }),
  derived('POST /gate/inbox/{entry}/store', 'gate.storeAnyway'),
  derived('POST /gate/inbox/{entry}/merge', 'gate.mergeInto'),
  derived('POST /gate/inbox/{entry}/confirm', 'gate.confirm'),
  derived('POST /gate/settle', 'gate.settle', { example: { entries: ['an-entry'], how: 'confirm' } }),
  derived('GET /gate/records', 'gate.records', { example: { coord: '1,2,3' } }),
  derived('GET /gate/suggestion', 'gate.suggest'),
  derived('GET /gate/calibration', 'gate.calibrate', { example: { sample: 100 } }),
  derived('POST /gate/salience', 'gate.salience', { example: { coords: [[1, 2, 3]] } }),
]

const decayRoutes: readonly Route[] = [
  derived('GET /decay/rules', 'decay.rules'),
  derived('POST /decay/forecast', 'decay.forecast', { example: { at: AT } }),
  derived('POST /decay/victims', 'decay.victims', { example: { at: AT, limit: 10 } }),
  derived('POST /decay/cost', 'decay.cost', { example: { at: AT, recent: ['bridge'] } }),
  derived('POST /decay/memory', 'decay.memory', { example: { coord: [1, 2, 3] } }),
  derived('POST /decay/accept', 'decay.accept', { example: { decay: [[4, 5, 7]] } }),
  derived('POST /decay/sweep', 'decay.sweep'),
  derived('POST /decay/purge', 'decay.purge', { example: { coords: [[7, 7, 7]] } }),
  derived('POST /decay/empty-bin', 'decay.emptyBin', {
    example: { namespace: 'default', confirm: 'default' },
  }),
]

/** Golden sets, their runs, and saved queries. */
const qualityRoutes: readonly Route[] = [
  derived('POST /quality/sets/{set}/star', 'golden.star', {
    example: { ...QUESTION, coord: [1, 2, 3], grade: 3 },
  }),
  derived('GET /quality/sets', 'golden.sets'),
  derived('GET /quality/sets/{set}', 'golden.entries', { example: NAMED_SET }),
  derived('GET /quality/starred', 'golden.starred', { example: { query: QUESTION.query } }),
  derived('POST /quality/sets/{set}/run', 'golden.run', { example: { ...NAMED_SET, k: 5 } }),
  derived('GET /quality/sets/{set}/runs', 'golden.runs', { example: NAMED_SET }),
  derived('GET /quality/sets/{set}/last-run', 'golden.lastRun', { example: NAMED_SET }),
  shaped({
    at: 'GET /quality/sets/{set}/export',
    of: ['golden.export'],
    takes: exported.extend({ namespace: exported.shape.namespace.optional() }),
    gives: jsonLines,
    example: NAMED_SET,
    run: async function* (given, call) {
      yield (await call.handlers.golden.export(within(given, call), call.context)).jsonl
    },
  }),
  shaped({
    at: 'POST /quality/sets/{set}/import',
    of: ['golden.import'],
    takes: imported.extend({ namespace: imported.shape.namespace.optional() }),
    gives: importOutcome,
    example: {
      ...NAMED_SET,
      jsonl: '{"query": "when does the ferry leave", "expected": [{"coordinate": [4, 5, 6], "grade": 2}]}',
    },
    run: (given, call) => call.handlers.golden.import(within(given, call), call.context),
  }),
  derived('POST /quality/sets/{set}/unstar', 'golden.unstar', { example: { ...QUESTION, coord: [1, 2, 3] } }),
  derived('DELETE /quality/sets/{set}/entries/{entry}', 'golden.removeEntry', { example: NAMED_SET }),
  derived('POST /quality/sets/{set}/rename', 'golden.rename', { example: { ...NAMED_SET, to: 'port' } }),
  derived('DELETE /quality/sets/{set}', 'golden.remove', { example: { set: 'port' } }),

  derived('GET /quality/watch', 'quality.watch'),
  derived('GET /quality/watch/series', 'quality.series'),
  derived('GET /quality/watch/misses', 'quality.misses', { example: { limit: 5 } }),
  derived('GET /quality/autotune', 'quality.autotune'),
  derived('POST /quality/watch/measure', 'quality.measure'),
  derived('POST /quality/watch/clear', 'quality.clear', { example: { what: 'queries' } }),

  derived('POST /queries', 'queries.save', {
    status: 201,
    example: { name: 'bridge', query: 'when does the bridge open' },
  }),
  derived('GET /queries', 'queries.list'),
  derived('POST /queries/{name}/rename', 'queries.rename', { example: { name: 'bridge', to: 'bridges' } }),
  derived('DELETE /queries/{name}', 'queries.remove', { example: { name: 'bridges' } }),
]

/** Duplicates, consolidation, replay, sharing, outliers, and the embedder. */
const lifeRoutes: readonly Route[] = [
  derived('GET /duplicates', 'duplicates.find', { example: { similarity: 0.9 } }),
  derived('POST /duplicates/labels', 'duplicates.label', {
    example: {
      members: [
        [4, 5, 6],
        [4, 5, 7],
      ],
      verdict: 'different',
    },
  }),
  derived('GET /duplicates/labels', 'duplicates.labels'),
  derived('DELETE /duplicates/labels/{id}', 'duplicates.unlabel'),
  derived('POST /duplicates/merge', 'duplicates.merge', {
    example: { into: [4, 5, 6], others: [[4, 5, 7]] },
  }),
  derived('POST /consolidate/preview', 'life.consolidationPreview', { example: { threshold: 0.5 } }),
  derived('POST /consolidate', 'life.consolidate', {
    example: { groups: [{ title: 'Ferries', summary: 'Ferries leave at six.', sources: [[4, 5, 6]] }] },
  }),
  derived('GET /replay', 'life.replay', { example: { count: 3, seed: 7 } }),
  derived('POST /share', 'life.share', { example: { to: 'sketches', coords: [[1, 2, 3]] } }),
  derived('GET /analyze', 'life.shape'),
  derived('GET /outliers', 'life.outliers', { example: { limit: 5 } }),
  derived('GET /advisers', 'life.settings'),
  derived('GET /embedders', 'embedders.state'),
  derived('GET /tuning/index', 'tuning.health'),
  derived('GET /map/standing', 'map.standing', { example: { method: 'pca' } }),
  derived('GET /map/topics', 'map.topics', { example: { method: 'pca' } }),
  derived('POST /tuning/measure', 'tuning.measure', {
    example: { effort: { profile: 'balanced', beam_width: 4, max_candidates: 60 }, ...TRIED },
  }),
  derived('POST /tuning/sweep', 'tuning.sweep', {
    example: { beams: [2, 4], candidates: [60], ...TRIED },
  }),
  derived('POST /tuning/bench', 'tuning.bench', { example: { changes: 10, ...TRIED } }),
  derived('POST /tuning/misses', 'tuning.misses', {
    example: { effort: { profile: 'fast', beam_width: 1, max_candidates: 40 }, limit: 5, ...TRIED },
  }),
  derived('GET /doctor', 'doctor.check'),
  derived('POST /doctor', 'doctor.repair'),
  derived('POST /traces/test', 'app.testTraces'),
  derived('POST /stores/test', 'stores.test', { example: { kind: 'qdrant' } }),
  derived('POST /stores/again', 'stores.again'),
  derived('POST /stores/beside', 'stores.beside'),
  derived('POST /stores/take', 'stores.take'),
]

export const upkeepRoutes: readonly Route[] = [...gateRoutes, ...decayRoutes, ...qualityRoutes, ...lifeRoutes]
