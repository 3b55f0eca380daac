import { spawn } from 'node:child_process'
import { allowByCode } from '../../test/journeys/edition.ts'
import { PICTURED_FOLDER } from './folders.ts'
import type { HostOptions } from './open-pictured.ts'
import { PATIENT, recallWithResults, regionsNamed, type Shot, type Way } from './shot.ts'

/** What goes wrong can be had in a picture too. */
export interface StateWay extends Way {
  /** What the host wrote into its terminal. */
  readonly printed: () => string
  /** Ends the host at once, as a crash does. */
  readonly killHost: () => Promise<void>
  /** Ends the server that the host speaks to. */
  readonly killServer: () => void
  /** From now on answers take so many milliseconds more. */
  readonly delayAnswers: (milliseconds: number) => void
}

/** A state that the app is in now and then, pictured with the sample. */
export interface State extends Omit<Shot, 'open'> {
  readonly open: (way: StateWay) => Promise<void>
  /** A host of its own. */
  readonly host?: HostOptions
  /** A server that the host speaks to. */
  readonly server?: { readonly program: string; readonly args: readonly string[] }
  /** Taken as it is then: it does not come to rest. */
  readonly isAtWork?: boolean
}

/** Nobody listens at the one, and Redis only for the picture at the other. */
const [NOBODY, REDIS_PORT] = ['127.0.0.1:1', '46379']

const memoryOpen = async ({ app }: Way): Promise<void> => {
  await app.goTo('Memories')
  await app.table.getByRole('row').nth(3).click()
}

/** Names a folder as a connection; the host asks whether it may. */
const shelfAdded = async ({ app, page }: Way): Promise<void> => {
  const dialog = page.getByRole('dialog')
  await app.goTo('Settings')
  await page.getByRole('button', { name: 'Add connection…' }).click()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Shelf')
  await dialog.getByRole('textbox', { name: 'Data folder' }).fill(`${PICTURED_FOLDER}-shelf`)
  await dialog.getByRole('button', { name: 'Add connection' }).click()
  await page.getByRole('dialog', { name: 'Confirm in the terminal' }).waitFor()
}

const switcher = ({ page }: Way) => page.getByRole('button', { name: /^Namespace / })

/** Starts what the host of a state speaks to; tells how to end it. */
export const startServer = ({ server }: Pick<State, 'server'>): (() => void) => {
  if (!server) return () => {}
  const child = spawn(server.program, server.args, { stdio: 'ignore' })
  return () => void child.kill('SIGKILL')
}

export const STATES: readonly State[] = [
  {
    name: 'namespaces',
    title: 'What can be done with another namespace',
    open: async (way) => {
      await recallWithResults(way)
      await switcher(way).click()
      await way.page.getByRole('menuitem', { name: /^default / }).click({ button: 'right' })
    },
  },
  {
    name: 'read-only',
    title: 'Read-only mode',
    open: async (way) => {
      await memoryOpen(way)
      await way.command('Read-only mode on or off')
    },
  },
  {
    name: 'privacy',
    title: 'Privacy mode',
    open: async (way) => {
      const rows = await recallWithResults(way)
      await way.command('Privacy mode on or off')
      // What has the focus can be read.
      await rows.first().click()
    },
  },
  {
    name: 'settings-reach',
    title: 'What a page may not name by itself',
    // What it was asked for waits behind the dialog.
    isAtWork: true,
    open: shelfAdded,
  },
  {
    name: 'settings-move',
    title: 'Moving everything to another connection',
    open: async (way) => {
      await shelfAdded(way)
      const { page, printed } = way
      const dialog = page.getByRole('dialog')
      await allowByCode({ page, printed })
      await page.getByRole('button', { name: 'More for Shelf' }).click()
      await page.getByRole('menuitem', { name: 'Move everything here…' }).click()
      await dialog.getByRole('button', { name: 'Move everything' }).waitFor()
    },
  },
  {
    name: 'work',
    title: 'Work that takes long',
    isAtWork: true,
    open: async ({ app, page }) => {
      await app.goTo('Map')
      await regionsNamed(page)
      await page.getByRole('radio', { name: 'UMAP' }).click()
      const work = page.locator('button[data-work]')
      await work.filter({ hasText: /[1-9]\d*%/ }).click(PATIENT)
    },
  },
  {
    name: 'namespaces-compared',
    title: 'Two namespaces compared',
    open: async (way) => {
      const { app, page } = way
      await way.command('Copy this namespace…')
      await page.getByRole('dialog').getByRole('button', { name: 'Copy' }).click()
      await page.getByRole('button', { name: 'Namespace security-review-copy' }).waitFor(PATIENT)
      await app.goTo('Memories')
      for (const place of [2, 5, 6]) {
        await app.table
          .getByRole('row')
          .nth(place)
          .click({ modifiers: ['Control'] })
      }
      await page.keyboard.press('Delete')
      await page.getByText('4,485 memories').first().waitFor(PATIENT)
      await app.toast(/Copied/).waitFor({ ...PATIENT, state: 'detached' })
      await app.toast(/Deleted/).waitFor({ ...PATIENT, state: 'detached' })
      await way.command('Compare with another namespace…')
      await page.getByRole('combobox', { name: 'Right' }).click()
      await page.getByRole('option', { name: 'security-review', exact: true }).click()
    },
  },
  {
    name: 'not-loaded',
    title: 'A screen that could not be loaded',
    open: async ({ app, page }) => {
      await page.route(/graph[^/]*\.js/, (route) => route.abort())
      await app.goTo('Graph')
      await page
        .getByRole('button', { name: 'Try again' })
        .or(page.getByRole('button', { name: 'Reload' }))
        .first()
        .waitFor()
      await page.unroute(/graph[^/]*\.js/)
    },
  },
  {
    name: 'slow',
    title: 'Answers that are long in coming',
    isAtWork: true,
    open: async ({ app, page, delayAnswers }) => {
      delayAnswers(60_000)
      await app.goTo('Decay')
      await page.locator('[class*="skeleton"]').first().waitFor()
    },
  },
  {
    name: 'host-gone',
    title: 'The host is gone',
    open: async (way) => {
      await memoryOpen(way)
      await way.app.inspector.getByText('Add field').waitFor()
      await way.killHost()
      await way.page.getByRole('button', { name: 'Try now' }).waitFor()
    },
  },
  {
    name: 'redis-away',
    title: 'Redis cannot be reached',
    host: { moved: { name: 'Team', to: ['--redis', `127.0.0.1:${REDIS_PORT}`] } },
    server: {
      program: process.env.REDIS_SERVER_PATH ?? 'redis-server',
      args: ['--port', REDIS_PORT, '--save', '', '--appendonly', 'no'],
    },
    open: async (way) => {
      await memoryOpen(way)
      await way.app.inspector.getByText('Add field').waitFor()
      way.killServer()
      await way.page.getByText('Redis cannot be reached').first().waitFor(PATIENT)
    },
  },
  {
    name: 'qdrant-away',
    title: 'Qdrant cannot be reached',
    host: { env: { SOMA_VECTOR__BACKEND: 'qdrant', SOMA_QDRANT__URL: `http://${NOBODY}` } },
    open: async (way) => {
      await recallWithResults(way)
      await way.page
        .getByText(/^Qdrant not reached/)
        .first()
        .waitFor(PATIENT)
    },
  },
]
