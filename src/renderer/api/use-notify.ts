import { useCallback } from 'react'
import { formatLocation, type Location } from '../workspace/location.ts'
import type { ToastInput } from '../workspace/toast.ts'
import { toast, workspace } from '../workspace/use-workspace.ts'
import { useDesktop } from './client-context.tsx'

interface News extends Pick<ToastInput, 'title' | 'detail' | 'tone' | 'actions'> {
  /** Where a click on it leads; where the window is, if nothing is said. */
  readonly at?: Partial<Location>
  /** The window tells of it in another way already. */
  readonly isTold?: boolean
}

const BODY = 400

/**
 * Tells of something that ended while nobody looked: in a toast, and where the window is not in front by a notification
 * of the system too. Nothing where a person switched that off.
 */
export const useNotify = (): ((news: News) => void) => {
  const desktop = useDesktop()
  return useCallback(
    ({ at, isTold = false, ...news }) => {
      const { preferences, namespace, screen, at: shown } = workspace.getState()
      if (!preferences.notifications) return
      if (!isTold) toast(news)
      if (!desktop || document.hasFocus()) return
      const location = formatLocation({ namespace, screen, at: shown, ...at })
      // Nobody is there to be told that nobody could be told.
      desktop
        .notify({ title: news.title.slice(0, 120), body: (news.detail ?? '').slice(0, BODY), location })
        .catch(() => undefined)
    },
    [desktop],
  )
}
