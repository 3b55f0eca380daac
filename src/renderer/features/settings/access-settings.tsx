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
import { toast } from '../../workspace/use-workspace.ts'
import styles from './access-settings.module.css'
import { ConnectHelp } from './connect-help.tsx'
import { SettingRow } from './setting-row.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const DoorBadge = ({ door }: Pick<AccessState, 'door'>) => {
  switch (door.state) {
    case 'open':
      return (
        <Badge tone="good" icon={PlugZap}>
          On
        </Badge>
      )
    case 'closed':
      return <Badge icon={Plug}>Off</Badge>
    case 'failed':
      return (
        <Badge tone="error" icon={Unplug}>
          Not open
        </Badge>
      )
    default:
      return unreachable(door)
  }
}

const doorText = ({ door, isAlwaysOpen }: AccessState): string => {
  if (door.state === 'failed') return door.reason
  if (door.state === 'closed')
    return 'No program reaches the memories over HTTP. Agents over standard input and output do.'
  return isAlwaysOpen
    ? 'This page comes through it too, so it stays open as long as "soma serve" runs. Another port holds from the next start on.'
    : 'As long as the app is open.'
}

const copy = async (text: string, what: string): Promise<void> => {
  const done = await copyText(text)
  toast(done ? { title: `Copied ${what}` } : { title: 'Not copied', tone: 'error' })
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
      toast({ title: 'Made another token', detail: 'Programs that have the one before are refused.' })
    } catch (error) {
      toast({ title: 'The token stays', detail: describeError(error).sentence, tone: 'error' })
    }
  }
  return (
    <SettingsRow
      name="Token"
      detail={
        <>
          <span className={`${styles.token} mono`}>{token ?? '•'.repeat(24)}</span>
          <div>
            {access.tokenFile === null
              ? 'Given by whoever started the program, and renewed there.'
              : `Programs bring it with each request. Kept in ${access.tokenFile}, readable by you alone.`}
          </div>
        </>
      }
    >
      <IconButton
        icon={token === null ? Eye : EyeOff}
        label={token === null ? 'Show token' : 'Hide token'}
        onClick={() => void (token === null ? real().then(onToken) : onToken(null))}
      />
      <IconButton
        icon={Copy}
        label="Copy token"
        onClick={() => void real().then((text) => copy(text, 'token'))}
      />
      <Button icon={KeyRound} disabled={access.tokenFile === null} onClick={() => setRenewing(true)}>
        Renew
      </Button>
      <ConfirmDialog
        open={isRenewing}
        onClose={() => setRenewing(false)}
        title="Make another token?"
        detail="Every program that uses the present one is refused until it gets the new one. This cannot be undone."
        confirmLabel="Make another token"
        danger
        onConfirm={() => void renew()}
      />
    </SettingsRow>
  )
}

/** In the order they matter; the list of all settings has them too. */
const SHOWN = {
  'http.enabled': 'Answer programs over HTTP',
  'http.mcp': 'Answer agents over MCP',
  'http.port': 'Port',
  'http.host': 'Listen on',
  'http.rate_limit': 'Requests a minute',
  'http.origins': 'Pages of other places',
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
    <SettingsSection title="HTTP and MCP">
      {error && !access && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!access && !error && <Skeleton lines={3} height={52} label="Loading how programs get in" />}
      {access && (
        <>
          <SettingsRow name="Programs over HTTP" detail={doorText(access)}>
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
    name="Address"
    detail={
      <span className="mono">
        {address}, {address}/docs
      </span>
    }
  >
    <IconButton icon={Copy} label="Copy address" onClick={() => void copy(address, 'address')} />
  </SettingsRow>
)
