import { FilterX, RotateCcw, TextSearch } from 'lucide-react'
import type { Command, CommandContext } from '../../commands/command.ts'
import { EMPTY_FILTER } from '../../filters/filter-set.ts'
import { type RecallDraft, useRecallStore } from './recall-store.ts'

const draftOf = ({ workspace }: CommandContext): RecallDraft | undefined =>
  useRecallStore.getState().drafts.get(workspace.namespace ?? '')

const change = ({ workspace }: CommandContext, part: Partial<RecallDraft>): void => {
  if (workspace.namespace !== null) useRecallStore.getState().change(workspace.namespace, part)
}

const resetWeights: Command = {
  id: 'recall-reset-weights',
  title: 'Recall with the weights of the settings',
  group: 'View',
  screen: 'recall',
  icon: RotateCcw,
  when: (context) => draftOf(context)?.weights != null,
  run: (context) => change(context, { weights: null }),
}

const clearFilters: Command = {
  id: 'recall-clear-filters',
  title: 'Recall without filters',
  group: 'View',
  screen: 'recall',
  icon: FilterX,
  when: (context) => (draftOf(context)?.filter.conditions.length ?? 0) > 0,
  run: (context) => change(context, { filter: EMPTY_FILTER }),
}

const newQuery: Command = {
  id: 'recall-new-query',
  title: 'New query',
  group: 'Go',
  screen: 'recall',
  icon: TextSearch,
  keywords: ['ask', 'search', 'clear'],
  run: (context) => {
    change(context, { query: '' })
    document.querySelector<HTMLInputElement>('[data-search-focus]')?.focus()
  },
}

/** There while Recall is. */
export const recallCommands: readonly Command[] = [newQuery, clearFilters, resetWeights]
