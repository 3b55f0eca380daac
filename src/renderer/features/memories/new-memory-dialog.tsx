import { type KeyboardEvent, useEffect, useState } from 'react'
import { isError } from '#contract/errors'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { Dialog } from '#ui/dialog'
import { NumberField } from '#ui/number-field'
import { SegmentedControl } from '#ui/segmented-control'
import { TextField } from '#ui/text-field'
import { useClient } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { findJsonProblem } from '../../ui/json-problem.ts'
import { parseCoordinate } from '../../workspace/location.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './new-memory-dialog.module.css'
import { suggestCoordinate, useNewMemoryDraft, useNewMemoryDrafts } from './new-memory-draft.ts'
import { PayloadInput } from './payload-input.tsx'

interface NewMemoryDialogProps {
  readonly namespace: string
  readonly onClose: () => void
}

const TYPES = [
  { value: 'episodic', label: 'Episodic' },
  { value: 'semantic', label: 'Semantic' },
] as const

interface Refusal {
  readonly where: 'coordinate' | 'payload' | 'form'
  readonly sentence: string
}

const refusalOf = (error: unknown): Refusal => {
  const { sentence } = describeError(error)
  if (isError(error, 'memory/exists')) return { where: 'coordinate', sentence }
  if (isError(error, 'memory/payload-invalid') || isError(error, 'memory/payload-too-large')) {
    return { where: 'payload', sentence }
  }
  return { where: 'form', sentence }
}

export const NewMemoryDialog = ({ namespace, onClose }: NewMemoryDialogProps) => {
  const draft = useNewMemoryDraft(namespace)
  const client = useClient()
  const { store } = useMemoryMutations()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const { coordinate, type, importance, pinned, payload } = draft
  const place = parseCoordinate(coordinate)
  const problem = findJsonProblem(payload)

  const change = (part: Partial<typeof draft>) => {
    setRefusal(null)
    useNewMemoryDrafts.getState().change(namespace, part)
  }
  useEffect(() => {
    const present = () => useNewMemoryDrafts.getState().drafts.get(namespace)?.coordinate ?? ''
    if (present() !== '') return
    suggestCoordinate(client, namespace).then(
      // Somebody may have typed faster.
      (free) =>
        present() === '' && useNewMemoryDrafts.getState().change(namespace, { coordinate: free.join(', ') }),
      () => undefined,
    )
  }, [client, namespace])

  const submit = async () => {
    if (!place || problem || busy) return
    setBusy(true)
    const outcome = await store(
      { namespace, coordinate: [...place], payload, type, importance, pinned, ifTaken: 'refuse' },
      { errors: 'inline' },
    )
    setBusy(false)
    if (!outcome.ok) {
      setRefusal(refusalOf(outcome.error))
      return
    }
    onClose()
    // What the gate stopped stays in the form, for another try.
    if (!outcome.receipt.stored) return
    useNewMemoryDrafts.getState().forget(namespace)
    workspace.getState().openMemory(place)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void submit()
  }
  const said = (where: Refusal['where']) => (refusal?.where === where ? refusal.sentence : null)
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title="New memory"
      description={`Stored in ${namespace}. It can be recalled the moment its store returns.`}
      footer={
        <>
          <p className={styles.refusal} role="alert">
            {said('form')}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            shortcut="Mod+Enter"
            busy={busy}
            disabled={!place || problem !== null}
            onClick={() => void submit()}
          >
            Store
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only hears Ctrl+Enter from the fields inside */}
      <div className={styles.form} onKeyDown={press}>
        <div className={styles.facts}>
          <TextField
            label="Coordinate"
            mono
            autoFocus
            value={coordinate}
            onChange={(text) => change({ coordinate: text })}
            error={
              said('coordinate') ??
              (coordinate !== '' && !place ? 'Write 1 to 16 numbers with commas between them.' : null)
            }
          />
          <div className={styles.labelled}>
            <span className={styles.label}>Type</span>
            <SegmentedControl
              label="Type"
              value={type}
              onChange={(next) => change({ type: next })}
              options={TYPES}
            />
          </div>
          <NumberField
            label="Importance"
            value={importance}
            onChange={(next) => change({ importance: next ?? 0 })}
          />
          <div className={styles.pin}>
            <Checkbox label="Pinned" checked={pinned} onChange={(next) => change({ pinned: next })} />
          </div>
        </div>
        <PayloadInput
          text={payload}
          problem={problem}
          refusal={said('payload')}
          onChange={(text) => change({ payload: text })}
        />
      </div>
    </Dialog>
  )
}
