import { AppWindow } from 'lucide-react'
import { describeError } from '../api/describe-error.ts'
import { wordsOf } from '../words/words.ts'
import { formatLocation, type Location } from '../workspace/location.ts'
import type { Command, CommandContext } from './command.ts'

const t = wordsOf('system')

const SIZE = { width: 1200, height: 800 }

/** Another window on the same data, at a place of its own: of the system, or of the browser. */
export const openWindowAt = ({ desktop, workspace }: CommandContext, place: Partial<Location> = {}): void => {
  const { namespace, screen, at } = workspace
  const location = formatLocation({ namespace, screen, at, ...place })
  const refused = (detail: string): void => {
    workspace.toast({ title: t('noOtherWindow'), detail, tone: 'error' })
  }
  if (desktop) {
    desktop.openWindow({ location }).catch((error: unknown) => refused(describeError(error).sentence))
    return
  }
  const { origin, pathname } = window.location
  const features = `popup,width=${SIZE.width},height=${SIZE.height}`
  if (!window.open(`${origin}${pathname}${location}`, '_blank', features)) {
    refused(t('theBrowserKeeps'))
  }
}

export const openScreenInWindow: Command = {
  id: 'open-in-window',
  get title() {
    return t('openThisScreen')
  },
  group: 'View',
  shortcut: 'Mod+Shift+O',
  icon: AppWindow,
  keywords: ['tear off', 'second', 'another'],
  run: (context) => openWindowAt(context),
}
