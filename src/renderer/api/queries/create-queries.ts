import type { SomaClient } from '#contract/index'
import { accessQueries } from './access.ts'
import { activityQueries } from './activity.ts'
import { appQueries } from './app.ts'
import { changeQueries } from './changes.ts'
import { connectionQueries } from './connections.ts'
import { decayQueries } from './decay.ts'
import { embedderQueries } from './embedders.ts'
import { gateQueries } from './gate.ts'
import { goldenQueries } from './golden.ts'
import { graphQueries } from './graph.ts'
import { lifeQueries } from './life.ts'
import { linkQueries } from './links.ts'
import { mapQueries } from './map.ts'
import { memoryQueries } from './memory.ts'
import { metricQueries } from './metrics.ts'
import { namespaceQueries } from './namespaces.ts'
import { qualityQueries } from './quality.ts'
import { recallQueries } from './recall.ts'
import { savedQueryQueries } from './saved-queries.ts'
import { settingQueries } from './settings.ts'
import { tuningQueries } from './tuning.ts'
import { updateQueries } from './updates.ts'

/** Every read of the contract as options for `useQuery`. */
export const createQueries = (client: SomaClient) => ({
  access: accessQueries(client),
  app: appQueries(client),
  namespaces: namespaceQueries(client),
  memory: memoryQueries(client),
  links: linkQueries(client),
  graph: graphQueries(client),
  recall: recallQueries(client),
  changes: changeQueries(client),
  embedders: embedderQueries(client),
  golden: goldenQueries(client),
  quality: qualityQueries(client),
  gate: gateQueries(client),
  decay: decayQueries(client),
  savedQueries: savedQueryQueries(client),
  life: lifeQueries(client),
  settings: settingQueries(client),
  tuning: tuningQueries(client),
  metrics: metricQueries(client),
  map: mapQueries(client),
  activity: activityQueries(client),
  updates: updateQueries(client),
  connections: connectionQueries(client),
})

export type SomaQueries = ReturnType<typeof createQueries>
