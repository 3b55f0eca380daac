import { Suspense } from 'react'
import { Skeleton } from '#ui/skeleton'
import { Split } from '#ui/split'
import { useDesktop } from '../api/client-context.tsx'
import { SCREEN_ENTRIES } from '../commands/go-to-screen.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useShortcuts } from '../commands/use-shortcuts.ts'
import { Inspector } from '../features/inspector/inspector.tsx'
import type { Locale } from '../words/locale.ts'
import { wordsOf } from '../words/words.ts'
import { useWorkspace } from '../workspace/use-workspace.ts'
import { Announcer } from './announcer.tsx'
import { useAppearance } from './appearance.ts'
import { ConnectionNotice, type Line } from './connection-notice.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { ImportDrop } from './import-drop.tsx'
import { useLanguage } from './language.ts'
import { NoNamespace } from './no-namespace.tsx'
import { Overlays } from './overlays.tsx'
import { ProductionDialog } from './production-dialog.tsx'
import { Rail } from './rail.tsx'
import { ReachDialog } from './reach-dialog.tsx'
import { screenView } from './screens.tsx'
import styles from './shell.module.css'
import { StatusBar } from './status-bar.tsx'
import { StoreBanner } from './store-banner.tsx'
import { Toasts } from './toasts.tsx'
import { TopBar } from './top-bar.tsx'
import { Tour } from './tour.tsx'
import { useDefaultNamespace } from './use-default-namespace.ts'
import { useDesktopWindow } from './use-desktop.ts'
import { useFollowConnection } from './use-follow-connection.ts'
import { useInspectorRoom } from './use-inspector-room.ts'
import { useKeptFocus } from './use-kept-focus.ts'

const t = wordsOf('shell')

const Screen = ({ locale }: { readonly locale: Locale }) => {
  const screen = useWorkspace((w) => w.screen)
  const namespace = useWorkspace((w) => w.namespace)
  const View = screenView(screen)
  const name = SCREEN_ENTRIES.find(({ id }) => id === screen)?.label
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields of a form; the name is told where the focus comes here
    <div className={styles.screen} data-screen role="group" aria-label={name} tabIndex={-1}>
      {/* Settings shows its own. */}
      {screen !== 'settings' && <h1 className="visually-hidden">{name}</h1>}
      {/* What a screen made of texts is made again in another language; where one is chosen, focus stays. */}
      <ErrorBoundary
        key={`${screen}/${namespace}/${screen === 'settings' ? '' : locale}`}
        what={t('thisScreen')}
      >
        <Suspense
          fallback={
            <div className={styles.waiting}>
              <Skeleton lines={6} height={28} />
            </div>
          }
        >
          {namespace === null && screen !== 'settings' ? <NoNamespace /> : <View />}
        </Suspense>
      </ErrorBoundary>
    </div>
  )
}

const Work = ({ locale }: { readonly locale: Locale }) => {
  const wanted = useWorkspace((w) => w.preferences.inspectorOpen)
  const hasRoom = useInspectorRoom()
  const screen = { id: 'screen', min: 320, content: <Screen locale={locale} /> }
  const inspector = {
    id: 'inspector',
    size: '32%',
    min: 300,
    max: '60%',
    fixed: true,
    content: <Inspector key={locale} />,
  }
  return (
    <main className={styles.work}>
      <Split id="work" label={t('workArea')} panes={wanted && hasRoom ? [screen, inspector] : [screen]} />
    </main>
  )
}

export const Shell = ({ line }: { readonly line: Line }) => {
  useAppearance()
  const locale = useLanguage()
  useDefaultNamespace()
  useFollowConnection()
  const contextNow = useCommandContext()
  useShortcuts(contextNow)
  useKeptFocus()
  useDesktopWindow(useDesktop(), contextNow)
  return (
    <div className={styles.shell}>
      <TopBar />
      <StoreBanner />
      <div className={styles.body}>
        <Rail />
        <Work locale={locale} />
      </div>
      <StatusBar />
      <ConnectionNotice line={line} />
      <Overlays />
      <ProductionDialog />
      <ReachDialog />
      <Tour />
      <ImportDrop />
      <Toasts />
      <Announcer />
    </div>
  )
}
