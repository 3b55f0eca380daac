import { PATIENT, recallWithResults, regionsNamed, type Shot, tab, type Way } from './shot.ts'

const firstMemoryOpen = async (way: Way): Promise<void> => {
  const { app, data } = way
  if (data !== 'empty') await app.table.getByRole('row').nth(3).click()
}

const tuning = async (way: Way): Promise<void> => {
  await way.app.goTo('Tuning')
  if (way.data === 'empty') return
  await way.page.getByText(/recall@10 \(/).waitFor(PATIENT)
  if (way.data !== 'sample') return
  const ready = way.page.getByText(/settings, \d+ queries each$/)
  const run = way.page.getByRole('button', { name: /^Run a sweep/ }).first()
  await ready.or(run).first().waitFor(PATIENT)
  if (await ready.isVisible()) return
  await run.click()
  await ready.waitFor(PATIENT)
}

/** Every entry of the rail: pictured with all data, in all sizes. */
export const SCREENS: readonly Shot[] = [
  {
    name: 'recall',
    title: 'Recall',
    open: async (way) => {
      if (way.data === 'empty') await way.app.goTo('Recall')
      else await recallWithResults(way)
    },
  },
  {
    name: 'memories',
    title: 'Memories',
    open: async (way) => {
      await way.app.goTo('Memories')
      await firstMemoryOpen(way)
    },
  },
  { name: 'graph', title: 'Graph', open: ({ app }) => app.goTo('Graph') },
  {
    name: 'map',
    title: 'Map',
    open: async ({ app, page, data }) => {
      await app.goTo('Map')
      if (data !== 'empty') await regionsNamed(page)
    },
  },
  { name: 'tuning', title: 'Tuning', open: tuning },
  {
    name: 'gate',
    title: 'Gate',
    open: async (way) => {
      await way.app.goTo('Gate')
      await tab(way, /^Inbox/)
    },
  },
  { name: 'decay', title: 'Decay', open: ({ app }) => app.goTo('Decay') },
  { name: 'metrics', title: 'Metrics', open: ({ app }) => app.goTo('Metrics') },
  { name: 'activity', title: 'Activity', open: ({ app }) => app.goTo('Activity') },
  { name: 'settings', title: 'Settings', open: ({ app }) => app.goTo('Settings') },
]
