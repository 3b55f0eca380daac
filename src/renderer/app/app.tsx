import type { SomaClient } from '#contract/index'
import { TooltipProvider } from '#ui/tooltip'
import { ApiProvider } from '../api/api-provider.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { Shell } from './shell.tsx'

export const App = ({ client }: { readonly client: SomaClient }) => (
  <ErrorBoundary what="The window">
    <ApiProvider client={client}>
      <TooltipProvider>
        <Shell />
      </TooltipProvider>
    </ApiProvider>
  </ErrorBoundary>
)
