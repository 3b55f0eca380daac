import { backUpNow } from './back-up-now.ts'
import { checkForUpdates } from './check-for-updates.ts'
import { closeInspector } from './close-inspector.ts'
import type { Command } from './command.ts'
import { connectAgent } from './connect-agent.ts'
import { exportMemories } from './export-memories.ts'
import { focusSearch } from './focus-search.ts'
import { goBack } from './go-back.ts'
import { goForward } from './go-forward.ts'
import { goToScreens } from './go-to-screen.ts'
import { importFile } from './import-file.ts'
import { lifeCommands } from './life-commands.ts'
import { memoryCommands } from './memory-commands.ts'
import { memoryPlaces } from './memory-places.ts'
import { namespaceCommands } from './namespace-commands.ts'
import { openCheatSheet } from './open-cheat-sheet.ts'
import { openDoctor } from './open-doctor.ts'
import { openHistory } from './open-history.ts'
import { openPalette } from './open-palette.ts'
import { openScreenInWindow } from './open-window.ts'
import { quickRecall } from './quick-recall.ts'
import { redoChange } from './redo-change.ts'
import { setTheme } from './set-theme.ts'
import { takeTour } from './take-tour.ts'
import { toggleDensity } from './toggle-density.ts'
import { toggleInspector } from './toggle-inspector.ts'
import { togglePrivacy } from './toggle-privacy.ts'
import { toggleReadOnly } from './toggle-read-only.ts'
import { undoChange } from './undo-change.ts'

/** The commands that are there on every screen. */
export const appCommands: readonly Command[] = [
  openPalette,
  ...goToScreens,
  goBack,
  goForward,
  focusSearch,
  quickRecall,
  undoChange,
  redoChange,
  openHistory,
  ...memoryCommands,
  ...memoryPlaces,
  toggleInspector,
  closeInspector,
  ...setTheme,
  toggleDensity,
  openScreenInWindow,
  togglePrivacy,
  ...namespaceCommands,
  ...lifeCommands,
  importFile,
  exportMemories,
  connectAgent,
  backUpNow,
  toggleReadOnly,
  openDoctor,
  openCheatSheet,
  takeTour,
  checkForUpdates,
]
