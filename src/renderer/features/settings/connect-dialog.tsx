import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { wordsOf } from '../../words/words.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { ConnectHelp } from './connect-help.tsx'

const t = wordsOf('settings')

/** What an agent, curl or a shell needs to use these memories, with the paths and the token of here. */
export const ConnectDialog = () => {
  const { data: access, error, refetch } = useQuery(useSomaQueries().access.state())
  const openSettings = (): void => {
    closeOverlay()
    workspace.getState().go({ screen: 'settings' })
  }
  return (
    <Dialog
      open
      size="large"
      onClose={closeOverlay}
      title={t('connectAnAgent')}
      description={t('whatItStoresAppearsHere')}
      footer={
        <>
          <Button onClick={openSettings}>{t('settings')}</Button>
          <Button variant="primary" onClick={closeOverlay}>
            {t('done')}
          </Button>
        </>
      }
    >
      {error ? (
        <ErrorState error={error} title={t('theDoorCouldNotBe')} onRetry={() => void refetch()} />
      ) : access === undefined ? (
        <Skeleton lines={8} />
      ) : (
        <ConnectHelp access={access} token={null} />
      )}
    </Dialog>
  )
}
