import { z } from 'zod'
import { type Client, type Handlers, read, stream } from './define.ts'

/** Where a window is: `#/security-review/memories?at=1,2,3`. */
const Location = z
  .string()
  .max(800)
  .regex(/^#\/[\w.%-]*\/[a-z]+(\?at=[-+.,0-9e%B]*)?$/)

/** The languages that the interface speaks. */
export const Locale = z.enum(['en', 'de', 'zh-CN'])
export type Locale = z.output<typeof Locale>

/** A command as a native menu shows it. */
const MenuCommand = z.strictObject({
  id: z.string().min(1).max(80),
  label: z.string().min(1).max(120),
  /** `Mod+Shift+Z`, as the registry writes them. */
  shortcut: z.string().max(40).nullable(),
  enabled: z.boolean(),
})
export type MenuCommand = z.output<typeof MenuCommand>

/** The commands of one group, under its name. */
export const CommandMenu = z.strictObject({
  group: z.string().min(1).max(40),
  /** Its name in the language of the window. */
  label: z.string().min(1).max(80),
  commands: z.array(MenuCommand).max(80),
})
export type CommandMenu = z.output<typeof CommandMenu>

export const DesktopState = z.strictObject({
  /** An icon beside the system's clock, and the app goes on without a window. */
  tray: z.boolean(),
  /** What calls the app from anywhere; null while that is off. */
  globalShortcut: z.string().nullable(),
  /** Whether the system lets the app have it: another program may. */
  isGlobalShortcutHeld: z.boolean(),
})
export type DesktopState = z.output<typeof DesktopState>

/** What the system, or another window of it, wants of a page. */
export const DesktopRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('command'), id: z.string() }),
  z.strictObject({ kind: z.literal('memory'), namespace: z.string(), coordinate: z.array(z.number()) }),
  z.strictObject({ kind: z.literal('location'), location: z.string() }),
  /** A link came that is none to a memory. */
  z.strictObject({ kind: z.literal('refused-link') }),
  /** A file that was opened with the app: `readFile` gives it, once. */
  z.strictObject({ kind: z.literal('file'), id: z.string(), name: z.string(), bytes: z.int() }),
])
export type DesktopRequest = z.output<typeof DesktopRequest>

/**
 * What a window of the desktop app can ask of the system beside the contract: no path, no program, no address. It is
 * served to windows alone, not over HTTP. None of it touches the store, so all are reads.
 */
export const desktopContract = {
  desktop: {
    setMenus: read({
      doc: 'The commands that exist in this window now, for the native menus.',
      input: z.strictObject({ menus: z.array(CommandMenu).max(24) }),
      output: z.strictObject({}),
    }),
    speak: read({
      doc: 'The language that this window speaks, for menus, dialogs and the tray.',
      input: z.strictObject({ locale: Locale }),
      output: z.strictObject({}),
    }),
    openWindow: read({
      doc: 'Another window, at a location of its own.',
      input: z.strictObject({ location: Location }),
      output: z.strictObject({}),
    }),
    notify: read({
      doc: 'A notification of the system; a click on it brings this window to the front, at a location if one is named.',
      input: z.strictObject({
        title: z.string().min(1).max(120),
        body: z.string().max(400),
        location: Location.nullable(),
      }),
      output: z.strictObject({}),
    }),
    state: read({
      doc: 'What the system has of the app.',
      input: z.strictObject({}),
      output: DesktopState,
    }),
    set: read({
      doc: 'Switch the tray icon, or choose the global shortcut; what is left out stays.',
      input: z.strictObject({
        tray: z.boolean().optional(),
        globalShortcut: z.string().min(1).max(40).nullable().optional(),
      }),
      output: DesktopState,
      errors: ['request/invalid'],
    }),
    requests: stream({
      doc: 'What the system wants of this window, from now on.',
      input: z.strictObject({}),
      item: DesktopRequest,
    }),
    readFile: stream({
      doc: 'The text of a file that somebody opened with the app, in parts; by the id of the request alone, and once.',
      input: z.strictObject({ id: z.string().max(64) }),
      item: z.string(),
      errors: ['request/invalid'],
    }),
  },
} as const

export type DesktopContract = typeof desktopContract
export type DesktopHandlers = Handlers<typeof desktopContract>['desktop']
export type DesktopClient = Client<typeof desktopContract>['desktop']
