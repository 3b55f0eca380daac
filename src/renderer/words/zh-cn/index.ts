import type { Messages } from '../messages.ts'
import { activity } from './activity.ts'
import { changes } from './changes.ts'
import { commands } from './commands.ts'
import { connections } from './connections.ts'
import { decay } from './decay.ts'
import { doctor } from './doctor.ts'
import { errors } from './errors.ts'
import { exports } from './exports.ts'
import { filters } from './filters.ts'
import { gate } from './gate.ts'
import { graph } from './graph.ts'
import { history } from './history.ts'
import { imports } from './imports.ts'
import { inspector } from './inspector.ts'
import { life } from './life.ts'
import { map } from './map.ts'
import { memories } from './memories.ts'
import { menus } from './menus.ts'
import { metrics } from './metrics.ts'
import { pickers } from './pickers.ts'
import { recall } from './recall.ts'
import { secondStore } from './second-store.ts'
import { settingNames } from './setting-names.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { system } from './system.ts'
import { tour } from './tour.ts'
import { tuning } from './tuning.ts'
import { ui } from './ui.ts'
import { updates } from './updates.ts'

export const zhCn: Messages = {
  activity,
  changes,
  commands,
  connections,
  decay,
  doctor,
  errors,
  exports,
  filters,
  gate,
  graph,
  history,
  imports,
  inspector,
  life,
  map,
  memories,
  menus,
  metrics,
  pickers,
  recall,
  secondStore,
  settingNames,
  settings,
  shell,
  system,
  tour,
  tuning,
  ui,
  updates,
}
