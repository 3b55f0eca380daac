import { access } from './access.ts'
import { activity } from './activity.ts'
import { app } from './app.ts'
import { changes } from './changes.ts'
import { connections } from './connections.ts'
import { decay } from './decay.ts'
import type { Client, Handlers } from './define.ts'
import { doctor } from './doctor.ts'
import { duplicates } from './duplicates.ts'
import { embedders } from './embedders.ts'
import { gate } from './gate.ts'
import { golden } from './golden.ts'
import { graph } from './graph.ts'
import { graphFiles } from './graph-files.ts'
import { graphMoments } from './graph-moments.ts'
import { history } from './history.ts'
import { imports } from './imports.ts'
import { life } from './life.ts'
import { links } from './links.ts'
import { map } from './map.ts'
import { memories } from './memories.ts'
import { metrics } from './metrics.ts'
import { namespaces } from './namespaces.ts'
import { quality } from './quality.ts'
import { recall } from './recall.ts'
import { queries } from './saved-queries.ts'
import { settings } from './settings.ts'
import { stores } from './stores.ts'
import { tuning } from './tuning.ts'
import { updates } from './updates.ts'

/** Everything that can be asked of the program, in one value. */
export const contract = {
  access,
  app,
  namespaces,
  memories,
  recall,
  links,
  graph: { ...graph, ...graphFiles, ...graphMoments },
  changes: { ...changes, ...history },
  embedders,
  golden,
  quality,
  queries,
  gate,
  duplicates,
  imports,
  life,
  decay,
  doctor,
  settings,
  stores,
  tuning,
  map,
  metrics,
  activity,
  connections,
  updates,
} as const

export type SomaContract = typeof contract
export type SomaHandlers = Handlers<SomaContract>
export type SomaClient = Client<SomaContract>
