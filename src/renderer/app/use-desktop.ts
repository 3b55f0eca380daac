import { useEffect, useRef } from 'react'
import type { CommandMenu, DesktopClient, DesktopRequest } from '#contract/desktop'
import { unreachable } from '#contract/unreachable'
import { isCancelled } from '../api/describe-error.ts'
import { bindAll } from '../commands/bindings.ts'
import { COMMAND_GROUPS, type CommandContext } from '../commands/command.ts'
import { groupTitle } from '../commands/group-title.ts'
import { findCommand, registry } from '../commands/registry.ts'
import { canRun } from '../commands/use-shortcuts.ts'
import { chooseFiles } from '../features/imports/import-actions.ts'
import { currentLocale, spoken } from '../words/locale.ts'
import { wordsOf } from '../words/words.ts'
import { parseLocation } from '../workspace/location.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { toast, workspace } from '../workspace/use-workspace.ts'

const t = wordsOf('system')

/** Menus follow what is shown, at rest. */
const REST_MS = 250
const PARTS_MAX = 512

type ContextNow = () => CommandContext

/** The commands that exist now, by group, as the native menus show them. */
const menusNow = (context: CommandContext): readonly CommandMenu[] => {
  const { preferences } = context.workspace
  const commands = bindAll(registry.getState().commands, preferences.shortcuts)
  return COMMAND_GROUPS.map((group) => ({
    group,
    label: groupTitle(group),
    commands: commands
      .filter((command) => command.group === group)
      .map((command) => ({
        id: command.id,
        label: command.title,
        shortcut: command.shortcut ?? null,
        enabled: canRun(command, context),
      })),
  })).filter((menu) => menu.commands.length > 0)
}

/** Keeps the native menus to what can be done now. */
const followMenus = (desktop: DesktopClient, contextNow: ContextNow): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = ''
  const tell = (): void => {
    const menus = menusNow(contextNow())
    const text = JSON.stringify(menus)
    if (text === told) return
    told = text
    desktop.setMenus({ menus: menus.map((menu) => ({ ...menu })) }).catch(() => {
      told = ''
    })
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(tell, REST_MS)
  }
  const speak = (): void => {
    desktop.speak({ locale: currentLocale() }).catch(() => undefined)
    soon()
  }
  speak()
  const ends = [registry.subscribe(soon), workspace.subscribe(soon), spoken.subscribe(speak)]
  return () => {
    clearTimeout(timer)
    for (const end of ends) end()
  }
}

const importFile = async (
  { client, workspace: { namespace } }: CommandContext,
  desktop: DesktopClient,
  { id, name }: Extract<DesktopRequest, { kind: 'file' }>,
): Promise<void> => {
  openOverlay({ kind: 'import', namespace: namespace ?? '' })
  const blobs: Blob[] = []
  let parts: string[] = []
  for await (const part of desktop.readFile({ id })) {
    parts.push(part)
    if (parts.length === PARTS_MAX) blobs.push(new Blob(parts.splice(0)))
  }
  const file = new File([...blobs, ...parts], name)
  parts = []
  await chooseFiles(client, { name, files: [file] }, namespace ?? '')
}

const obey = (request: DesktopRequest, desktop: DesktopClient, contextNow: ContextNow): void => {
  const context = contextNow()
  switch (request.kind) {
    case 'command': {
      const command = findCommand(request.id)
      if (command && canRun(command, context)) command.run(context)
      return
    }
    case 'memory':
      context.workspace.openMemory(request.coordinate, { namespace: request.namespace, screen: 'memories' })
      return
    case 'location':
      context.workspace.go(parseLocation(request.location))
      return
    case 'refused-link':
      toast({ title: t('linkNotOpened'), detail: t('thisIsNoLinkToA'), tone: 'error' })
      return
    case 'file':
      if (!context.readOnly) void importFile(context, desktop, request)
      return
    default:
      unreachable(request)
  }
}

/** Joins a window of the desktop app to the system: menus, links, files, notifications that were clicked. */
export const useDesktopWindow = (desktop: DesktopClient | null, context: ContextNow): void => {
  const latest = useRef(context)
  latest.current = context
  useEffect(() => {
    if (!desktop) return
    const contextNow: ContextNow = () => latest.current()
    const controller = new AbortController()
    const listen = async (): Promise<void> => {
      const { signal } = controller
      for await (const request of desktop.requests({}, { signal })) obey(request, desktop, contextNow)
    }
    listen().catch((error: unknown) => {
      if (!isCancelled(error) && !controller.signal.aborted) console.warn('the system is not heard any more')
    })
    const unfollow = followMenus(desktop, contextNow)
    return () => {
      controller.abort()
      unfollow()
    }
  }, [desktop])
}
