import { useEffect, useState } from 'react'
import { isError } from '#contract/errors'
import type { Memory } from '#contract/memory'
import { describeError } from '../../api/describe-error.ts'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { formatJson } from '../../ui/format-json.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { draftStore, type PayloadDraftState } from './draft-store.ts'

const t = wordsOf('inspector')

interface Refusal {
  readonly line: number
  readonly column: number
  readonly message: string
}

export interface PayloadDraft {
  readonly text: string
  readonly dirty: boolean
  readonly saving: boolean
  /** What the store did not take, beyond what can be seen in the text. */
  readonly refused: Refusal | null
  /** The memory was changed elsewhere while it was edited here. */
  readonly conflict: boolean
  readonly edit: (text: string) => void
  readonly revert: () => void
  readonly save: () => void
  /** Save over the other change. It becomes a version and can be brought back. */
  readonly overwrite: () => void
}

const start = ({ payload, version }: Memory): PayloadDraftState => {
  const text = formatJson(payload)
  return { text, base: text, version }
}

/**
 * What is typed before it is saved. It survives looking at another memory or screen, and a change from elsewhere never
 * replaces it: that is a conflict, which the person decides.
 */
export const usePayloadDraft = (memory: Memory): PayloadDraft => {
  const { update } = useMemoryMutations()
  const kept = draftStore((state) => state.drafts[memory.id])
  const [saving, setSaving] = useState(false)
  const [refused, setRefused] = useState<Refusal | null>(null)
  const { keep, drop } = draftStore.getState()

  const fresh = start(memory)
  const draft = kept ?? fresh
  const dirty = draft.text !== draft.base
  const conflict = dirty && draft.version !== memory.version && draft.base !== fresh.base

  // Once it is clean again there is nothing to keep.
  useEffect(() => {
    if (kept && kept.text === kept.base) drop(memory.id)
  }, [kept, memory.id, drop])

  const send = async (expectedVersion: number): Promise<void> => {
    if (saving || !dirty) return
    setSaving(true)
    const { namespace, coordinate } = memory
    const outcome = await update(
      { namespace, coordinate, payload: draft.text, expectedVersion },
      { errors: 'inline' },
    )
    setSaving(false)
    if (outcome.ok) return drop(memory.id)
    if (isError(outcome.error, 'memory/payload-invalid')) {
      const { reason, line, column } = outcome.error.data
      return setRefused({ message: told(reason), line, column })
    }
    // A conflict shows by itself as soon as the other version is here.
    if (!isError(outcome.error, 'memory/conflict')) {
      toast({ title: t('notSaved'), detail: describeError(outcome.error).sentence, tone: 'error' })
    }
  }
  return {
    text: draft.text,
    dirty,
    saving,
    refused,
    conflict,
    edit: (text) => {
      setRefused(null)
      keep(memory.id, { ...draft, text })
    },
    revert: () => drop(memory.id),
    save: () => void send(draft.base === fresh.base ? memory.version : draft.version),
    overwrite: () => void send(memory.version),
  }
}
