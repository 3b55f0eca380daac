import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useSomaQueries } from '../api/client-context.tsx'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import { toast } from '../workspace/use-workspace.ts'

const t = wordsOf('connections')

/** Which connection this window showed last, also before it began anew. */
const KEY = 'soma.connection'

/**
 * The engine has another connection open: whatever this window holds of the one before, typed, chosen or to be undone, is of other
 * memories. It begins anew, and says where it is.
 */
export const useFollowConnection = (): void => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  const shown = useRef<string | null>(null)
  const id = status?.connection.id
  const name = status?.connection.name
  useEffect(() => {
    if (id === undefined || name === undefined || shown.current === id) return
    const before = window.sessionStorage.getItem(KEY)
    window.sessionStorage.setItem(KEY, id)
    if (shown.current !== null) {
      // Somebody else's memories have other namespaces and coordinates: the address is of no use either.
      window.sessionStorage.setItem(KEY, shown.current)
      window.history.replaceState(null, '', window.location.pathname + window.location.search)
      window.location.reload()
    } else if (before !== null && before !== id)
      toast({ title: t('nowOnName', { name: told(name ?? '') }), tone: 'good' })
    shown.current ??= id
  }, [id, name])
}
