import { recallWithResults, type Shot, tab, type Way } from './shot.ts'

/** Clicks a button of the screen by its name. */
const press = async ({ page }: Way, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name }).first().click()
}

const onRecall =
  (button: string): Shot['open'] =>
  async (way) => {
    await recallWithResults(way)
    await press(way, button)
  }

const onTab =
  (screen: Parameters<Way['app']['goTo']>[0], name: string | RegExp): Shot['open'] =>
  async (way) => {
    await way.app.goTo(screen)
    await tab(way, name)
  }

const byCommand =
  (name: string): Shot['open'] =>
  async (way) => {
    await recallWithResults(way)
    await way.command(name)
  }

const inspectorOn =
  (name: string | RegExp): Shot['open'] =>
  async (way) => {
    await recallWithResults(way)
    await way.app.inspector.getByRole('tab', { name }).click()
  }

/** Parts of screens and what stands over them: pictured once, with the sample. */
export const PARTS: readonly Shot[] = [
  { name: 'recall-start', title: 'Recall, before a query', open: ({ app }) => app.goTo('Recall') },
  { name: 'recall-search', title: 'How the search went', open: onRecall('Show the search') },
  { name: 'recall-compare', title: 'Two settings side by side', open: onRecall('Compare two settings') },
  { name: 'recall-golden', title: 'A golden set', open: onRecall('Golden sets') },
  { name: 'inspector-history', title: 'Versions of a memory', open: inspectorOn(/^History/) },
  { name: 'inspector-links', title: 'Links of a memory', open: inspectorOn(/^Links/) },
  { name: 'inspector-similar', title: 'What is like a memory', open: inspectorOn(/^Similar/) },
  { name: 'inspector-decay', title: 'When a memory decays', open: inspectorOn(/^Decay/) },
  { name: 'tuning-index', title: 'Tuning, the index', open: onTab('Tuning', 'Index') },
  { name: 'tuning-watch', title: 'Tuning, the watch', open: onTab('Tuning', 'Watch') },
  {
    name: 'gate-preview',
    title: 'What the gate would say',
    open: async (way) => {
      await onTab('Gate', 'Preview')(way)
      await way.page
        .getByRole('textbox')
        .last()
        .fill('Session cookies are sent without the Secure attribute.')
    },
  },
  { name: 'gate-calibrate', title: 'The threshold of the gate', open: onTab('Gate', 'Calibrate') },
  { name: 'decay-cost', title: 'What forgetting costs', open: onTab('Decay', 'Cost in recall') },
  { name: 'decay-bin', title: 'The bin', open: onTab('Decay', /^Bin/) },
  {
    name: 'palette',
    title: 'Palette',
    open: async (way) => {
      await recallWithResults(way)
      await way.page.keyboard.press('Control+k')
    },
  },
  { name: 'shortcuts', title: 'Shortcuts', open: byCommand('Show keyboard shortcuts') },
  { name: 'history', title: 'History', open: byCommand('Show the history of changes') },
  { name: 'import', title: 'Import', open: byCommand('Import a file…') },
  { name: 'export', title: 'Export', open: byCommand('Export memories…') },
  { name: 'connect', title: 'Connect an agent', open: byCommand('Connect an agent…') },
  { name: 'doctor', title: 'Doctor', open: byCommand('Check the stores with the doctor…') },
  { name: 'tour', title: 'Tour', open: byCommand('Take the tour') },
]
