import type { AnyProcedure, CallContext, Group } from '#contract/define'
import { AppError } from '#contract/errors'
import { contract, type SomaHandlers } from '#contract/index'
import type { Engine } from '#engine/index'
import { accessHandlers } from './access.ts'
import { activityHandlers } from './activity.ts'
import { type AppState, appHandlers } from './app.ts'
import { changesHandlers } from './changes.ts'
import { connectionsHandlers } from './connections.ts'
import { decayHandlers } from './decay.ts'
import { doctorHandlers } from './doctor.ts'
import { duplicatesHandlers } from './duplicates.ts'
import { embeddersHandlers } from './embedders.ts'
import { gateHandlers } from './gate.ts'
import { goldenHandlers } from './golden.ts'
import { graphHandlers } from './graph.ts'
import { importsHandlers } from './imports.ts'
import { lifeHandlers } from './life.ts'
import { linksHandlers } from './links.ts'
import { mapHandlers } from './map.ts'
import { memoriesHandlers } from './memories.ts'
import { metricsHandlers } from './metrics.ts'
import { namespacesHandlers } from './namespaces.ts'
import { qualityHandlers } from './quality.ts'
import { recallHandlers } from './recall.ts'
import { savedQueriesHandlers } from './saved-queries.ts'
import { settingsHandlers } from './settings.ts'
import { storesHandlers } from './stores.ts'
import { tuningHandlers } from './tuning.ts'
import { updatesHandlers } from './updates.ts'

/** Handlers of the whole contract over one engine. */
export const createHandlers = (engine: Engine, state: AppState): SomaHandlers =>
  refuseWrites(
    {
      access: accessHandlers(state),
      app: appHandlers(engine, state),
      namespaces: namespacesHandlers(engine, state),
      memories: memoriesHandlers(engine),
      recall: recallHandlers(engine),
      links: linksHandlers(engine),
      graph: graphHandlers(engine, state),
      changes: changesHandlers(engine),
      embedders: embeddersHandlers(engine, state),
      golden: goldenHandlers(engine, state),
      quality: qualityHandlers(engine),
      queries: savedQueriesHandlers(engine),
      gate: gateHandlers(engine),
      duplicates: duplicatesHandlers(engine),
      imports: importsHandlers(engine),
      life: lifeHandlers(engine),
      decay: decayHandlers(engine),
      doctor: doctorHandlers(engine, state),
      settings: settingsHandlers(engine, state),
      stores: storesHandlers(engine, state),
      tuning: tuningHandlers(engine),
      map: mapHandlers(engine),
      metrics: metricsHandlers(state),
      activity: activityHandlers(engine, state),
      connections: connectionsHandlers(state),
      updates: updatesHandlers(state),
    },
    state,
  )

type AnyHandler = (input: never, context: CallContext) => unknown

/** One guard for every procedure that writes, by what the contract says of it. */
const refuseWrites = (handlers: SomaHandlers, state: AppState): SomaHandlers => {
  const groups = Object.entries(handlers).map(([group, methods]) => {
    const procedures: Group = contract[group as keyof typeof contract]
    const guarded = Object.entries(methods as Record<string, AnyHandler>).map(([name, handler]) => [
      name,
      guard(procedures[name] as AnyProcedure, handler, state),
    ])
    return [group, Object.fromEntries(guarded)]
  })
  return Object.fromEntries(groups) as SomaHandlers
}

const guard = (procedure: AnyProcedure, handler: AnyHandler, state: AppState): AnyHandler => {
  if (procedure.effect !== 'write') return handler
  const refuse = (): void => {
    const store = state.storeState()
    if (store.state === 'read-only') throw new AppError('store/read-only', { reason: store.reason })
  }
  if (procedure.kind === 'stream') return (input, context) => refusing(refuse, () => handler(input, context))
  return async (input, context) => {
    refuse()
    return handler(input, context)
  }
}

/** Refuses when the stream is read, as its errors are told there. */
async function* refusing(refuse: () => void, begin: () => unknown): AsyncGenerator<unknown> {
  refuse()
  yield* begin() as AsyncIterable<unknown>
}
