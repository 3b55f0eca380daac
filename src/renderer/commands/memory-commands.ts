import {
  Activity,
  Braces,
  CircleHelp,
  ClipboardCheck,
  Copy,
  CopyPlus,
  FolderInput,
  GitMerge,
  Hash,
  Link2,
  Pin,
  PinOff,
  RotateCcw,
  Sprout,
  Trash2,
  Waypoints,
} from 'lucide-react'
import { formatDeepLink } from '#contract/deep-link'
import type { Memory } from '#contract/memory'
import { copyText } from '../ui/copy-text.ts'
import { formatJson } from '../ui/format-json.ts'
import { wordsOf } from '../words/words.ts'
import { requestActivity } from '../workspace/activity-request.ts'
import { requestGraph } from '../workspace/graph-request.ts'
import { type Coordinate, coordinateKey } from '../workspace/location.ts'
import { requestMerge } from '../workspace/merge-request.ts'
import { type RecallRequest, requestRecall } from '../workspace/recall-request.ts'
import type { Command, CommandContext } from './command.ts'

const t = wordsOf('commands')

/** The memory in the inspector, if it is known already. */
const open = ({ workspace, queries, queryClient }: CommandContext): Memory | undefined => {
  const { namespace, at, preferences } = workspace
  // Behind a closed panel nobody sees which memory is meant.
  if (namespace === null || at === null || !preferences.inspectorOpen) return undefined
  return queryClient.getQueryData(queries.memory.detail(namespace, at).queryKey)
}

const living = (context: CommandContext): boolean => {
  const memory = open(context)
  return memory !== undefined && memory.deletedAt === null && !context.readOnly
}

const copy = (context: CommandContext, text: string, title: string): void => {
  void copyText(text).then((done) =>
    context.workspace.toast(done ? { title } : { title: t('notCopied'), tone: 'error' }),
  )
}

const pin = (pinned: boolean): Command => ({
  id: pinned ? 'pin-memory' : 'unpin-memory',
  get title() {
    return pinned ? t('pinMemory') : t('unpinMemory')
  },
  group: 'Memory',
  icon: pinned ? Pin : PinOff,
  when: (context) => living(context) && open(context)?.pinned === !pinned,
  run: (context) => {
    const memory = open(context)
    if (!memory) return
    const { namespace, coordinate } = memory
    void context.mutations.update({ namespace, coordinate, pinned })
  },
})

const duplicate: Command = {
  id: 'duplicate-memory',
  get title() {
    return t('duplicateMemory')
  },
  group: 'Memory',
  icon: CopyPlus,
  when: living,
  run: (context) => {
    const memory = open(context)
    if (memory) {
      context.openOverlay({ kind: 'memory-duplicate', namespace: memory.namespace, at: memory.coordinate })
    }
  },
}

const share: Command = {
  id: 'copy-to-namespace',
  get title() {
    return t('copyToNamespace')
  },
  group: 'Memory',
  icon: FolderInput,
  keywords: ['share'],
  when: living,
  run: (context) => {
    const memory = open(context)
    if (!memory) return
    const { namespace, coordinate } = memory
    context.openOverlay({ kind: 'memory-share', namespace, coordinates: [coordinate] })
  },
}

const reportOutcome: Command = {
  id: 'report-outcome',
  get title() {
    return t('reportOutcome')
  },
  group: 'Memory',
  icon: ClipboardCheck,
  keywords: ['result', 'prediction', 'corrective'],
  when: living,
  run: (context) => {
    const memory = open(context)
    if (memory) {
      context.openOverlay({ kind: 'memory-outcome', namespace: memory.namespace, at: memory.coordinate })
    }
  },
}

/** All that are chosen, or the open one with others that are named then. */
const merge: Command = {
  id: 'merge-memory',
  get title() {
    return t('mergeMemory')
  },
  group: 'Memory',
  icon: GitMerge,
  keywords: ['duplicate', 'unite'],
  when: living,
  run: (context) => {
    const { selection, at, go } = context.workspace
    requestMerge(selection.length > 1 ? selection : at === null ? [] : [at])
    go({ screen: 'memories' })
  },
}

/** What fits on a chip. */
const SEED_TITLE = 60

const askRecall = ({ workspace }: CommandContext, request: RecallRequest): void => {
  requestRecall(request)
  workspace.go({ screen: 'recall' })
}

/** Also of a memory in the bin: that is a reason too. */
export const whyNotRecalled: Command = {
  id: 'why-not-recalled',
  get title() {
    return t('whyIsThisNotRecalled')
  },
  group: 'Memory',
  shortcut: 'Mod+Shift+Y',
  icon: CircleHelp,
  keywords: ['why not', 'missing', 'explain'],
  when: (context) => open(context) !== undefined,
  run: (context) => {
    const memory = open(context)
    if (memory) askRecall(context, { kind: 'why-not', coordinate: memory.coordinate })
  },
}

const recallFromHere: Command = {
  id: 'recall-from-here',
  get title() {
    return t('startRecallFromThisMemory')
  },
  group: 'Memory',
  icon: Sprout,
  keywords: ['seed', 'links', 'graph'],
  when: (context) => open(context)?.deletedAt === null,
  run: (context) => {
    const memory = open(context)
    if (memory) {
      askRecall(context, {
        kind: 'seed',
        coordinate: memory.coordinate,
        title: memory.text.slice(0, SEED_TITLE),
      })
    }
  },
}

/** Of several chosen memories all, else of the open one. */
const openInGraph: Command = {
  id: 'open-in-graph',
  get title() {
    return t('openInGraph')
  },
  group: 'Memory',
  shortcut: 'Mod+Shift+G',
  icon: Waypoints,
  keywords: ['links', 'network', 'around'],
  when: ({ workspace }) => workspace.selection.length > 0,
  run: (context) => {
    const { selection, go } = context.workspace
    const request = (title: string): void => requestGraph({ coordinates: selection, title })
    if (selection.length > 1) request(t('aroundMemories', { count: selection.length }))
    else void nameOf(context, selection[0] ?? []).then((title) => request(t('aroundTitle', { title })))
    go({ screen: 'graph' })
  },
}

/** What a memory is called; its place where that cannot be found out. */
const nameOf = async (context: CommandContext, at: Coordinate): Promise<string> => {
  const { workspace, queries, queryClient } = context
  const detail = queries.memory.detail(workspace.namespace ?? '', at)
  const memory = await queryClient.fetchQuery(detail).catch(() => null)
  return memory?.text.slice(0, SEED_TITLE) ?? coordinateKey(at)
}

const copyCoordinate: Command = {
  id: 'copy-coordinate',
  get title() {
    return t('copyCoordinate')
  },
  group: 'Memory',
  shortcut: 'Mod+Shift+C',
  icon: Hash,
  when: (context) => context.workspace.at !== null,
  run: (context) => copy(context, coordinateKey(context.workspace.at ?? []), t('copiedCoordinate')),
}

const copyLink: Command = {
  id: 'copy-link',
  get title() {
    return t('copyLink')
  },
  group: 'Memory',
  shortcut: 'Mod+Shift+U',
  icon: Link2,
  keywords: ['deep link', 'url', 'share', 'soma'],
  when: ({ workspace }) => workspace.namespace !== null && workspace.at !== null,
  run: (context) => {
    const { namespace, at } = context.workspace
    if (namespace === null || at === null) return
    copy(context, formatDeepLink({ namespace, coordinate: at }), t('copiedLink'))
  },
}

const showActivity: Command = {
  id: 'show-activity',
  get title() {
    return t('showItsActivity')
  },
  group: 'Memory',
  icon: Activity,
  keywords: ['audit', 'log', 'who'],
  when: ({ workspace }) => workspace.namespace !== null && workspace.at !== null,
  run: (context) => {
    const { namespace, at, go } = context.workspace
    if (namespace === null || at === null) return
    const title = open(context)?.text.slice(0, SEED_TITLE) || coordinateKey(at)
    requestActivity({ memory: { namespace, coordinate: at, title } })
    go({ screen: 'activity' })
  },
}

const copyJson: Command = {
  id: 'copy-json',
  get title() {
    return t('copyPayloadAsJSON')
  },
  group: 'Memory',
  shortcut: 'Mod+Shift+J',
  icon: Braces,
  when: (context) => open(context) !== undefined,
  run: (context) => copy(context, formatJson(open(context)?.payload ?? ''), t('copiedJson')),
}

const copyId: Command = {
  id: 'copy-id',
  get title() {
    return t('copyId')
  },
  group: 'Memory',
  icon: Copy,
  when: (context) => open(context) !== undefined,
  run: (context) => copy(context, open(context)?.id ?? '', t('copiedId')),
}

const remove: Command = {
  id: 'delete-memory',
  get title() {
    return t('deleteMemory')
  },
  group: 'Memory',
  shortcut: 'Mod+Backspace',
  icon: Trash2,
  inFields: false,
  keywords: ['bin', 'remove'],
  when: living,
  run: (context) => {
    const memory = open(context)
    if (!memory) return
    void context.mutations.remove({ namespace: memory.namespace, coordinates: [memory.coordinate] })
  },
}

const restore: Command = {
  id: 'restore-memory',
  get title() {
    return t('restoreMemoryFromTheBin')
  },
  group: 'Memory',
  icon: RotateCcw,
  when: (context) => open(context)?.deletedAt != null && !context.readOnly,
  run: (context) => {
    const memory = open(context)
    if (!memory) return
    void context.mutations.restore({ namespace: memory.namespace, coordinates: [memory.coordinate] })
  },
}

/** What can be done to the open memory, the one in the inspector; its menu shows the same commands. */
export const memoryCommands: readonly Command[] = [
  pin(true),
  pin(false),
  duplicate,
  merge,
  share,
  reportOutcome,
  whyNotRecalled,
  recallFromHere,
  openInGraph,
  showActivity,
  copyCoordinate,
  copyLink,
  copyJson,
  copyId,
  restore,
  remove,
]
