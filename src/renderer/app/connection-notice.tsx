import { Unplug } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button } from '#ui/button'
import { useConnection } from '../api/connection.ts'
import type { OpenedPort } from '../transport/open-port.ts'
import { wordsOf } from '../words/words.ts'
import styles from './connection-notice.module.css'

const t = wordsOf('shell')

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
        <strong className={styles.title}>{refused ? t('notLetIn') : t('connectionLost')}</strong>{' '}
        {refused ? t('thisSessionIsOverOpen') : t('whatYouSeeMayBe')}
      </span>
      {!refused && (
        <Button size="small" onClick={line.retryNow}>
          {t('tryNow')}
        </Button>
      )}
    </div>
  )
}
