import type { Route } from '../route.ts'
import { bulkRoutes } from './bulk-routes.ts'
import { eventRoutes } from './event-routes.ts'
import { graphRoutes } from './graph-routes.ts'
import { linkRoutes } from './link-routes.ts'
import { memoryRoutes } from './memory-routes.ts'
import { originalFiles } from './original-files.ts'
import { originalRoutes } from './original-routes.ts'
import { recallRoutes } from './recall-routes.ts'
import { systemRoutes } from './system-routes.ts'
import { upkeepRoutes } from './upkeep-routes.ts'

/** Every route there is, in the order of the documentation. */
export const routes: readonly Route[] = [
  ...memoryRoutes,
  ...bulkRoutes,
  ...recallRoutes,
  ...linkRoutes,
  ...graphRoutes,
  ...originalRoutes,
  ...originalFiles,
  ...systemRoutes,
  ...upkeepRoutes,
  ...eventRoutes,
]
