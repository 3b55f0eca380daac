import type { Migration } from '../migrate.ts'
import { migration as memories } from './0001-memories.ts'
import { migration as goldenSets } from './0002-golden-sets.ts'
import { migration as sealing } from './0003-sealing.ts'
import { migration as embedders } from './0004-embedders.ts'
import { migration as artefactDrops } from './0005-artefact-drops.ts'
import { migration as linkChanges } from './0006-link-changes.ts'
import { migration as decay } from './0008-decay.ts'
import { migration as placeAxes } from './0009-place-axes.ts'
import { migration as gateRecords } from './0011-gate-records.ts'
import { migration as maps } from './0017-maps.ts'
import { migration as watch } from './0018-watch.ts'
import { migration as selfTests } from './0019-self-tests.ts'
import { migration as outbox } from './0022-outbox.ts'

/** In order; each is applied once and never edited after it was shipped. */
export const migrations: readonly Migration[] = [
  memories,
  goldenSets,
  sealing,
  embedders,
  artefactDrops,
  linkChanges,
  decay,
  placeAxes,
  gateRecords,
  maps,
  watch,
  selfTests,
  outbox,
]
