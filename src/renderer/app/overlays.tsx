import { DoctorDialog } from '../features/doctor/doctor-dialog.tsx'
import { ExportDialog } from '../features/exports/export-dialog.tsx'
import { HistoryPanel } from '../features/history/history-panel.tsx'
import { ImportDialog } from '../features/imports/import-dialog.tsx'
import { DuplicateDialog } from '../features/inspector/duplicate-dialog.tsx'
import { ConsolidateDialog } from '../features/life/consolidate-dialog.tsx'
import { OutcomeDialog } from '../features/life/outcome-dialog.tsx'
import { OutliersDialog } from '../features/life/outliers-dialog.tsx'
import { ShareDialog } from '../features/life/share-dialog.tsx'
import { ConnectDialog } from '../features/settings/connect-dialog.tsx'
import { overlayStore } from '../workspace/overlay.ts'
import { CheatSheet } from './cheat-sheet.tsx'
import { NamespaceBinDialog } from './namespace-bin-dialog.tsx'
import { NamespaceCompareDialog } from './namespace-compare-dialog.tsx'
import { NamespaceDeleteDialog } from './namespace-delete-dialog.tsx'
import { NamespaceNameDialog } from './namespace-name-dialog.tsx'
import { Palette } from './palette.tsx'

/** The one thing in front of the screens, if any. */
export const Overlays = () => {
  const overlay = overlayStore((state) => state.overlay)
  switch (overlay?.kind) {
    case 'palette':
      return <Palette />
    case 'cheat-sheet':
      return <CheatSheet />
    case 'history':
      return <HistoryPanel />
    case 'doctor':
      return <DoctorDialog />
    case 'connect':
      return <ConnectDialog />
    case 'namespace-create':
      return <NamespaceNameDialog act="create" from="" />
    case 'namespace-rename':
      return <NamespaceNameDialog act="rename" from={overlay.namespace} />
    case 'namespace-copy':
      return <NamespaceNameDialog act="copy" from={overlay.namespace} />
    case 'namespace-compare':
      return <NamespaceCompareDialog namespace={overlay.namespace} />
    case 'namespace-delete':
      return <NamespaceDeleteDialog namespace={overlay.namespace} />
    case 'namespace-bin':
      return <NamespaceBinDialog />
    case 'memory-duplicate':
      return <DuplicateDialog namespace={overlay.namespace} at={overlay.at} />
    case 'memory-outcome':
      return <OutcomeDialog namespace={overlay.namespace} at={overlay.at} />
    case 'memory-share':
      return <ShareDialog namespace={overlay.namespace} coordinates={overlay.coordinates} />
    case 'import':
      return <ImportDialog namespace={overlay.namespace} />
    case 'export': {
      const { kind: _, ...asked } = overlay
      return <ExportDialog {...asked} />
    }
    case 'life-consolidate':
      return <ConsolidateDialog namespace={overlay.namespace} />
    case 'life-outliers':
      return <OutliersDialog namespace={overlay.namespace} />
    case undefined:
      return null
  }
}
