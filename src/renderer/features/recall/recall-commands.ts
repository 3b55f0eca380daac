import {
  Bookmark,
  Braces,
  CircleHelp,
  Columns2,
  CornerDownLeft,
  FilterX,
  History,
  type LucideIcon,
  MoveDown,
  MoveUp,
  RotateCcw,
  Route,
  Ruler,
  Sprout,
  Star,
  TextSearch,
  Waypoints,
} from 'lucide-react'
import type { Command, CommandContext } from '../../commands/command.ts'
import { withParts } from '../../commands/with-parts.ts'
import { EMPTY_FILTER } from '../../filters/filter-set.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import { requestGraph } from '../../workspace/graph-request.ts'
import { type HitHandle, hitHandle } from './hit-handle.ts'
import { useQueryMenu } from './query-menu-store.ts'
import { draftOf, type Panel, type RecallDraft, useRecallStore } from './recall-store.ts'

const t = wordsOf('recall')

const draftIn = ({ workspace }: CommandContext): RecallDraft => draftOf(workspace.namespace ?? '')

const change = ({ workspace }: CommandContext, part: Partial<RecallDraft>): void => {
  if (workspace.namespace !== null) useRecallStore.getState().change(workspace.namespace, part)
}

type Parts = Omit<Command, 'screen' | 'group'> & { readonly group?: Command['group'] }
const onRecall = (parts: Parts): Command => withParts({ group: 'Recall', screen: 'recall' } as const, parts)

const newQuery = onRecall({
  id: 'recall-new-query',
  get title() {
    return t('newQuery')
  },
  group: 'Go',
  icon: TextSearch,
  keywords: ['ask', 'search', 'clear'],
  run: (context) => {
    change(context, { query: '' })
    document.querySelector<HTMLInputElement>('[data-search-focus]')?.focus()
  },
})

/** Opens a panel, or closes it where it is open. */
const togglePanel = (panel: Panel, title: PlainKey<'recall'>, shortcut: string, icon: LucideIcon): Command =>
  onRecall({
    id: `recall-panel-${panel}`,
    get title() {
      return t(title)
    },
    shortcut,
    icon,
    run: (context) => change(context, { panel: draftIn(context).panel === panel ? null : panel }),
  })

const PANEL_COMMANDS: readonly Command[] = [
  togglePanel('path', 'showTheSearch', 'P', Route),
  togglePanel('golden', 'goldenSetsPanel', 'G', Star),
]

export const toggleCompare = onRecall({
  id: 'recall-compare',
  get title() {
    return t('compareTwoSettingsSideBy')
  },
  shortcut: 'C',
  icon: Columns2,
  keywords: ['diff', 'A/B'],
  run: (context) => {
    const { other, k, weights, fusion, exact, effort, embedder } = draftIn(context)
    change(context, { other: other ? null : { k, weights, fusion, exact, effort, embedder } })
  },
})

/** Of the result that is chosen; without one, of a memory that is to be picked. */
export const askWhyNot = onRecall({
  id: 'recall-why-not',
  get title() {
    return t('whyNotThisOne')
  },
  shortcut: 'W',
  icon: CircleHelp,
  keywords: ['missing', 'explain', 'why'],
  run: (context) => {
    const { panel, whyNot } = draftIn(context)
    const at = hitHandle.now?.current()?.memory.coordinate ?? context.workspace.at
    const isSame = panel === 'why-not' && (at === null || at.join() === whyNot?.join())
    change(context, isSame ? { panel: null } : { panel: 'why-not', whyNot: at ?? whyNot })
  },
})

const toggleExact = onRecall({
  id: 'recall-exact',
  get title() {
    return t('compareWithEveryVectorOr')
  },
  shortcut: 'E',
  icon: Ruler,
  keywords: ['exact', 'brute force'],
  run: (context) => change(context, { exact: !draftIn(context).exact }),
})

/** A key of the list: it works where the keyboard is in it. */
const ofHit = (parts: Parts, run: (list: HitHandle) => void): Command =>
  onRecall(
    withParts(parts, {
      when: () => hitHandle.now?.hasFocus() ?? false,
      run: () => hitHandle.now && run(hitHandle.now),
    }),
  )

const withHit =
  (act: 'open' | 'expand' | 'star') =>
  (list: HitHandle): void => {
    const hit = list.current()
    if (hit) list[act](hit)
  }

const noRun = () => {}
const hitCommands: readonly Command[] = [
  ofHit(
    {
      id: 'recall-next',
      get title() {
        return t('nextResult')
      },
      shortcut: 'ArrowDown',
      icon: MoveDown,
      run: noRun,
    },
    (list) => list.move(1),
  ),
  ofHit(
    {
      id: 'recall-previous',
      get title() {
        return t('previousResult')
      },
      shortcut: 'ArrowUp',
      icon: MoveUp,
      run: noRun,
    },
    (list) => list.move(-1),
  ),
  ofHit(
    {
      id: 'recall-open',
      get title() {
        return t('openTheResult')
      },
      shortcut: 'Enter',
      icon: CornerDownLeft,
      run: noRun,
    },
    withHit('open'),
  ),
  ofHit(
    {
      id: 'recall-expand',
      get title() {
        return t('showTheNumbersOfThe')
      },
      shortcut: 'Space',
      icon: Braces,
      run: noRun,
    },
    withHit('expand'),
  ),
]

export const starHit = onRecall({
  id: 'recall-star',
  get title() {
    return t('starTheResultIntoThe')
  },
  shortcut: 'S',
  icon: Star,
  keywords: ['golden', 'expect', 'relevant'],
  when: ({ readOnly }) => !readOnly && (hitHandle.now?.current() ?? null) !== null,
  run: () => hitHandle.now && withHit('star')(hitHandle.now),
})

const saveQuery = onRecall({
  id: 'recall-save-query',
  get title() {
    return t('saveThisQuery')
  },
  shortcut: 'Mod+Shift+S',
  icon: Bookmark,
  when: (context) => !context.readOnly && draftIn(context).query.trim() !== '',
  run: () => useQueryMenu.getState().open({ show: 'save' }),
})

const showQueries = onRecall({
  id: 'recall-queries',
  get title() {
    return t('savedAndEarlierQueries')
  },
  group: 'Go',
  icon: History,
  shortcut: 'Alt+ArrowDown',
  keywords: ['history', 'bookmarks'],
  run: () => useQueryMenu.getState().open({ show: 'list' }),
})

const clearFilters = onRecall({
  id: 'recall-clear-filters',
  get title() {
    return t('recallWithoutFilters')
  },
  icon: FilterX,
  when: (context) => draftIn(context).filter.conditions.length > 0,
  run: (context) => change(context, { filter: EMPTY_FILTER }),
})

const clearSeeds = onRecall({
  id: 'recall-clear-seeds',
  get title() {
    return t('recallWithoutSeeds')
  },
  icon: Sprout,
  when: (context) => draftIn(context).seeds.length > 0,
  run: (context) => change(context, { seeds: [] }),
})

const resetWeights = onRecall({
  id: 'recall-reset-weights',
  get title() {
    return t('recallWithTheWeightsOf')
  },
  icon: RotateCcw,
  when: (context) => draftIn(context).weights !== null || draftIn(context).fusion !== null,
  run: (context) => change(context, { weights: null, fusion: null }),
})

/** With what is linked to them. */
const openHitsInGraph = onRecall({
  id: 'recall-open-in-graph',
  get title() {
    return t('openTheResultsInThe')
  },
  icon: Waypoints,
  keywords: ['network', 'links'],
  when: () => (hitHandle.now?.all().length ?? 0) > 0,
  run: (context) => {
    const hits = hitHandle.now?.all() ?? []
    requestGraph({
      coordinates: hits.map(({ memory }) => memory.coordinate),
      title: t('resultsOfQuery', { query: draftIn(context).query.trim() }),
    })
    context.workspace.go({ screen: 'graph' })
  },
})

/** There while Recall is. */
export const recallCommands: readonly Command[] = [
  newQuery,
  showQueries,
  saveQuery,
  ...hitCommands,
  starHit,
  askWhyNot,
  ...PANEL_COMMANDS,
  toggleCompare,
  toggleExact,
  openHitsInGraph,
  clearFilters,
  clearSeeds,
  resetWeights,
]
