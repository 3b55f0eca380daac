import { Unplug } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button } from '#ui/button'
import { useConnection } from '../api/connection.ts'
import type { OpenedPort } from '../transport/open-port.ts'
import styles from './connection-notice.module.css'

/** What is known about the line to the engine. */
export type Line = Pick<OpenedPort, 'connection' | 'retryNow'>

/** Floats: it comes and goes by itself, and nothing below it should move for that. */
export const ConnectionNotice = ({ line }: { readonly line: Line }) => {
  const { state } = useSyncExternalStore(line.connection.subscribe, line.connection.get)
  const offline = useConnection() === 'offline'
  if (state === 'open' && !offline) return null
  if (state === 'connecting' && !offline) return null
  const refused = state === 'refused'
  return (
    <div className={styles.notice} role="status">
      <Unplug size={16} aria-hidden />
      <span>
        <strong className={styles.title}>{refused ? 'Not let in.' : 'Connection lost.'}</strong>{' '}
        {refused
          ? 'This session is over. Open the address again that the program printed when it started.'
          : 'What you see may be old. It is tried again by itself.'}
      </span>
      {!refused && (
        <Button size="small" onClick={line.retryNow}>
          Try now
        </Button>
      )}
    </div>
  )
}
