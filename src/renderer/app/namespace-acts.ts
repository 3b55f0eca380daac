import type { SomaClient } from '#contract/index'
import { describeError } from '../api/describe-error.ts'
import { formatPlural } from '../ui/format-number.ts'
import { toast, workspace } from '../workspace/use-workspace.ts'

export type Act = 'create' | 'rename' | 'copy'

interface Names {
  readonly from: string
  readonly to: string
}

interface Done {
  readonly title: string
  /** Takes it back; it says what came of that and never throws. */
  readonly undo: () => Promise<void>
}

/** Makes, renames or copies a namespace. These are no lines of the journal that it could undo, so each is taken back by its opposite. */
export const actOn = async (client: SomaClient, act: Act, names: Names): Promise<Done> => {
  const { from, to } = names
  const { namespaces } = client
  if (act === 'rename') {
    await namespaces.rename({ from, to })
    const undo = () =>
      told(`Renamed “${to}” back to “${from}”`, async () => {
        await namespaces.rename({ from: to, to: from })
        if (workspace.getState().namespace === to) workspace.getState().replaceNamespace(from)
        return null
      })
    return { title: `Renamed “${from}” to “${to}”`, undo }
  }
  if (act === 'create') {
    await namespaces.create({ name: to })
    return { title: `Created “${to}”`, undo: await removal(client, to) }
  }
  const { copied } = await namespaces.copy({ from, to })
  const title = `Copied ${formatPlural(copied, 'memory', 'memories')} to “${to}”`
  return { title, undo: await removal(client, to) }
}

const lastChange = async ({ changes }: SomaClient, namespace: string): Promise<number> =>
  (await changes.list({ namespace, limit: 1 }))[0]?.seq ?? 0

/** Deletes what was just made, as long as nobody put anything into it. */
const removal = async (client: SomaClient, name: string): Promise<() => Promise<void>> => {
  const made = await lastChange(client, name)
  const before = workspace.getState().namespace
  return () =>
    told(`Deleted “${name}” again`, async () => {
      if ((await lastChange(client, name)) !== made) return `“${name}” was changed since.`
      if (before !== null) workspace.getState().go({ namespace: before })
      await client.namespaces.remove({ name, confirm: name })
      return null
    })
}

/** @param act says why it was not done, or null */
const told = async (title: string, act: () => Promise<string | null>): Promise<void> => {
  try {
    const reason = await act()
    toast(reason === null ? { title } : { title: 'Not undone', detail: reason, tone: 'error' })
  } catch (error) {
    const detail = describeError(error).sentence
    toast({ title: 'Not undone', detail, tone: 'error' })
  }
}
