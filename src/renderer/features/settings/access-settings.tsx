import { useQuery } from '@tanstack/react-query'
import { Copy, Eye, EyeOff, KeyRound, Plug, PlugZap, Unplug } from 'lucide-react'
import { useState } from 'react'
import type { AccessState } from '#contract/access'
import { unreachable } from '#contract/unreachable'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { ErrorState } from '#ui/error-state'
import { IconButton } from '#ui/icon-button'
import { Skeleton } from '#ui/skeleton'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { copyText } from '../../ui/copy-text.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import styles from './access-settings.module.css'
import { ConnectHelp } from './connect-help.tsx'
import { SettingRow } from './setting-row.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const t = wordsOf('settings')

const DoorBadge = ({ door }: Pick<AccessState, 'door'>) => {
  switch (door.state) {
    case 'open':
      return (
        <Badge tone="good" icon={PlugZap}>
          {t('on')}
        </Badge>
      )
    case 'closed':
      return <Badge icon={Plug}>{t('off')}</Badge>
    case 'failed':
      return (
        <Badge tone="error" icon={Unplug}>
          {t('notOpen')}
        </Badge>
      )
    default:
      return unreachable(door)
  }
}

const doorText = ({ door, isAlwaysOpen }: AccessState): string => {
  if (door.state === 'failed') return told(door.reason)
  if (door.state === 'closed') return t('noProgramReachesTheMemories')
  return isAlwaysOpen ? t('thisPageComesThroughIt') : t('asLongAsTheApp')
}

const copy = async (text: string, title: string): Promise<void> => {
  const done = await copyText(text)
  toast(done ? { title } : { title: t('notCopied'), tone: 'error' })
}

interface TokenRowProps {
  readonly access: AccessState
  readonly token: string | null
  readonly onToken: (token: string | null) => void
}

/** Hidden until somebody wants to see it: others may look at the screen. */
const TokenRow = ({ access, token, onToken }: TokenRowProps) => {
  const client = useClient()
  const [isRenewing, setRenewing] = useState(false)
  const real = async (): Promise<string> => (await client.access.token({})).token
  const renew = async (): Promise<void> => {
    setRenewing(false)
    try {
      const { token: fresh } = await client.access.renewToken({})
      // The cookie of this page was made of the one before.
      if (access.isAlwaysOpen) await fetch(`/?token=${encodeURIComponent(fresh)}`)
      if (token !== null) onToken(fresh)
      toast({ title: t('madeAnotherToken'), detail: t('programsThatHaveTheOne') })
    } catch (error) {
      toast({ title: t('theTokenStays'), detail: describeError(error).sentence, tone: 'error' })
    }
  }
  return (
    <SettingsRow
      name={t('token')}
      detail={
        <>
          <span className={`${styles.token} mono`}>{token ?? '•'.repeat(24)}</span>
          <div>
            {access.tokenFile === null
              ? t('givenByWhoeverStartedThe')
              : t('programsBringItWithEach', { tokenFile: access.tokenFile })}
          </div>
        </>
      }
    >
      <IconButton
        icon={token === null ? Eye : EyeOff}
        label={token === null ? t('showToken') : t('hideToken')}
        onClick={() => void (token === null ? real().then(onToken) : onToken(null))}
      />
      <IconButton
        icon={Copy}
        label={t('copyToken')}
        onClick={() => void real().then((text) => copy(text, t('copiedToken')))}
      />
      <Button icon={KeyRound} disabled={access.tokenFile === null} onClick={() => setRenewing(true)}>
        {t('renew')}
      </Button>
      <ConfirmDialog
        open={isRenewing}
        onClose={() => setRenewing(false)}
        title={t('makeAnotherToken')}
        detail={t('everyProgramThatUsesThe')}
        confirmLabel={t('makeAnotherToken2')}
        danger
        onConfirm={() => void renew()}
      />
    </SettingsRow>
  )
}

/** In the order they matter; the list of all settings has them too. */
const SHOWN = {
  get 'http.enabled'() {
    return t('answerProgramsOverHTTP')
  },
  get 'http.mcp'() {
    return t('answerAgentsOverMCP')
  },
  get 'http.port'() {
    return t('port')
  },
  get 'http.host'() {
    return t('listenOn')
  },
  get 'http.rate_limit'() {
    return t('requestsAMinute')
  },
  get 'http.origins'() {
    return t('pagesOfOtherPlaces')
  },
} as const

/** Who else gets in, through which door, and with what. */
export const AccessSettings = () => {
  const queries = useSomaQueries()
  const { data: access, error, refetch } = useQuery(queries.access.state())
  const { data: settings = [] } = useQuery(queries.settings.list())
  const [token, setToken] = useState<string | null>(null)
  const shown = Object.entries(SHOWN).filter(
    ([key]) => key !== 'http.enabled' || access?.isAlwaysOpen === false,
  )
  return (
    <SettingsSection title={t('httpAndMCP')}>
      {error && !access && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!access && !error && <Skeleton lines={3} height={52} label={t('loadingHowProgramsGetIn')} />}
      {access && (
        <>
          <SettingsRow name={t('programsOverHTTP')} detail={doorText(access)}>
            <DoorBadge door={access.door} />
          </SettingsRow>
          {access.door.state === 'open' && <AddressRow address={access.door.address} />}
          {shown.map(([key, name]) => {
            const setting = settings.find((one) => one.key === key)
            return setting && <SettingRow key={key} setting={setting} name={name} />
          })}
          <TokenRow access={access} token={token} onToken={setToken} />
          <ConnectHelp access={access} token={token} />
        </>
      )}
    </SettingsSection>
  )
}

const AddressRow = ({ address }: { readonly address: string }) => (
  <SettingsRow
    name={t('address')}
    detail={
      <span className="mono">
        {address}, {address}/docs
      </span>
    }
  >
    <IconButton icon={Copy} label={t('copyAddress')} onClick={() => void copy(address, t('copiedAddress'))} />
  </SettingsRow>
)
