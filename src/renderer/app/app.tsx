import type { DesktopClient } from '#contract/desktop'
import type { SomaClient } from '#contract/index'
import { TooltipProvider } from '#ui/tooltip'
import { ApiProvider } from '../api/api-provider.tsx'
import { wordsOf } from '../words/words.ts'
import type { Line } from './connection-notice.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Shell } from './shell.tsx'
import { ShortcutsProvider } from './shortcuts-provider.tsx'

const t = wordsOf('shell')

interface AppProps {
  readonly client: SomaClient
  /** Null in a browser. */
  readonly desktop: DesktopClient | null
  readonly line: Line
}

export const App = ({ client, desktop, line }: AppProps) => (
  <ErrorBoundary what={t('theWindow')}>
    <ApiProvider client={client} desktop={desktop}>
      <ShortcutsProvider>
        <TooltipProvider>
          <Shell line={line} />
        </TooltipProvider>
      </ShortcutsProvider>
    </ApiProvider>
  </ErrorBoundary>
)
