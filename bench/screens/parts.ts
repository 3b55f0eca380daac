import { PATIENT, recallWithResults, type Shot, tab, type Way } from './shot.ts'

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
    await way.app.query.focus()
  }

const settingsPart =
  (title: string): Shot['open'] =>
  async ({ app, page }) => {
    await app.goTo('Settings')
    await page.getByRole('heading', { name: title, exact: true }).first().waitFor()
    await page
      .getByRole('navigation', { name: 'Parts of Settings' })
      .getByText(title, { exact: true })
      .click()
  }

/** Commands of screens that were not opened yet come after the rest. */
const allShortcuts: Shot['open'] = async (way) => {
  await way.app.goTo('Settings')
  await way.page.getByRole('button', { name: /^Activity\s*\d+ commands/ }).waitFor(PATIENT)
  await settingsPart('Keyboard shortcuts')(way)
}

/** What is pictured needs the whole width; who opens a memory has the inspector with it. */
export const withoutInspector =
  (open: Shot['open']): Shot['open'] =>
  async (way) => {
    await open(way)
    await way.page.keyboard.press('Control+i')
  }

/** The graph around the first result of the query. */
const aroundResults = async (way: Way): Promise<void> => {
  await recallWithResults(way)
  await way.app.results.getByRole('row').first().click()
  await way.command('Open in graph')
  await way.page.getByRole('button', { name: /^Shown: / }).waitFor(PATIENT)
  await way.page.getByRole('application').waitFor(PATIENT)
}

const onMap = async ({ app, page }: Way): Promise<void> => {
  await app.goTo('Map')
  await page.getByRole('complementary', { name: 'Legend' }).waitFor(PATIENT)
  await page.getByRole('application').focus()
}

const RECALL: readonly Shot[] = [
  { name: 'recall-start', title: 'Recall, before a query', open: ({ app }) => app.goTo('Recall') },
  { name: 'recall-search', title: 'How the search went', open: onRecall('Show the search') },
  {
    name: 'recall-compare',
    title: 'Two settings side by side',
    open: withoutInspector(async (way) => {
      const { page } = way
      await onRecall('Compare two settings')(way)
      await page.getByRole('group', { name: 'Side B' }).getByRole('button', { name: 'Weights' }).click()
      await page.getByRole('slider', { name: 'Weight of Words' }).press('Home')
      await page.keyboard.press('Escape')
      await page.getByText(/^[0-9] of 10 in both/).waitFor()
    }),
  },
  {
    name: 'recall-why-not',
    title: 'Why a memory was left out',
    open: async (way) => {
      const { app, page } = way
      const rows = await recallWithResults(way)
      await rows.nth(6).click()
      await page.getByRole('combobox', { name: 'How many results' }).click()
      await page.getByRole('option', { name: 'Top 3', exact: true }).click()
      await page.getByRole('button', { name: 'Why not this one?' }).click()
      await page.getByText('and 3 are shown').waitFor()
      await app.query.focus()
    },
  },
  { name: 'recall-golden', title: 'A golden set', open: onRecall('Golden sets') },
  { name: 'inspector-history', title: 'Versions of a memory', open: inspectorOn(/^History/) },
  { name: 'inspector-links', title: 'Links of a memory', open: inspectorOn(/^Links/) },
  { name: 'inspector-similar', title: 'What is like a memory', open: inspectorOn(/^Similar/) },
  { name: 'inspector-decay', title: 'When a memory decays', open: inspectorOn(/^Decay/) },
]

const MEMORIES: readonly Shot[] = [
  {
    name: 'memories-new',
    title: 'A new memory',
    open: async (way) => {
      await way.app.goTo('Memories')
      await press(way, 'New memory')
    },
  },
  {
    name: 'memories-duplicates',
    title: 'Duplicates',
    open: withoutInspector(async (way) => {
      await way.app.goTo('Memories')
      await way.page.getByRole('radio', { name: 'Duplicates' }).click()
      await press(way, 'Look for duplicates')
      await way.page.getByRole('region', { name: 'Merge' }).first().waitFor(PATIENT)
    }),
  },
]

/** Two memories that are joined in several ways. */
const PATH_ENDS = [
  ['A', 'CVE-2008-3663'],
  ['B', 'CWE-614'],
] as const

const GRAPH: readonly Shot[] = [
  { name: 'graph-around', title: 'The graph around a memory', open: withoutInspector(aroundResults) },
  {
    name: 'graph-paths',
    title: 'Paths between two memories',
    open: withoutInspector(async (way) => {
      const { page } = way
      await aroundResults(way)
      await press(way, /^Paths/)
      for (const [end, words] of PATH_ENDS) {
        await press(way, `Pick ${end}`)
        await page.getByRole('combobox', { name: `Pick ${end}` }).fill(words)
        await page.getByRole('option', { name: words }).first().click()
      }
      await page.getByText('Path 3').waitFor()
      await press(way, /^Lay out/)
      await page.getByRole('button', { name: 'Lay out' }).waitFor(PATIENT)
      await press(way, 'Fit')
    }),
  },
  {
    name: 'map-umap',
    title: 'The map by UMAP',
    open: async (way) => {
      await onMap(way)
      await way.page.getByRole('radio', { name: 'UMAP' }).click()
    },
  },
  {
    name: 'map-search',
    title: 'A search on the map',
    open: async (way) => {
      await onMap(way)
      await way.page.keyboard.press('s')
      await way.page.getByLabel('Query to draw').fill('password stored in cleartext')
      await way.page.keyboard.press('Enter')
      await way.page
        .getByRole('region', { name: 'The search on the map' })
        .getByText(/^\d of \d/)
        .waitFor(PATIENT)
      const next = way.page.getByRole('button', { name: 'Step on', exact: true })
      while (await next.isEnabled()) await next.click()
    },
  },
]

const WATCHED: readonly Shot[] = [
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
      await way.page.getByText('Nearest memory').waitFor(PATIENT)
    },
  },
  {
    name: 'gate-calibrate',
    title: 'The threshold of the gate',
    open: async (way) => {
      await onTab('Gate', 'Calibrate')(way)
      await press(way, 'Measure')
      await way.page
        .getByText(/would have/)
        .first()
        .waitFor(PATIENT)
    },
  },
  { name: 'decay-cost', title: 'What forgetting costs', open: onTab('Decay', 'Cost in recall') },
  { name: 'decay-bin', title: 'The bin', open: onTab('Decay', /^Bin/) },
  {
    name: 'activity-recordings',
    title: 'Recordings',
    open: async (way) => {
      await way.app.goTo('Activity')
      await press(way, /^Recordings/)
    },
  },
]

const OVER_ALL: readonly Shot[] = [
  {
    name: 'palette',
    title: 'Palette',
    open: async (way) => {
      await recallWithResults(way)
      await way.page.keyboard.press('Control+k')
    },
  },
  { name: 'shortcuts', title: 'Shortcuts', open: byCommand('Show keyboard shortcuts') },
  { name: 'history', title: 'History of changes', open: byCommand('Show the history of changes') },
  { name: 'import', title: 'Import', open: byCommand('Import a file…') },
  { name: 'export', title: 'Export', open: byCommand('Export memories…') },
  { name: 'connect', title: 'Connect an agent', open: byCommand('Connect an agent…') },
  {
    name: 'doctor',
    title: 'Doctor',
    open: async (way) => {
      await byCommand('Check the stores with the doctor…')(way)
      await way.page.getByText('Comparing').waitFor({ ...PATIENT, state: 'detached' })
    },
  },
  { name: 'tour', title: 'Tour', open: byCommand('Take the tour') },
  { name: 'settings-connections', title: 'Settings, connections', open: settingsPart('Connections') },
  { name: 'settings-engine', title: 'Settings, engine', open: settingsPart('Engine') },
  { name: 'settings-shortcuts', title: 'Settings, shortcuts', open: allShortcuts },
]

/** Parts of screens and what stands over them: pictured once, with the sample. */
export const PARTS: readonly Shot[] = [...RECALL, ...MEMORIES, ...GRAPH, ...WATCHED, ...OVER_ALL]
