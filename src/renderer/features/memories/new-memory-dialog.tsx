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

const PLACES = [
  { value: 'found', label: 'Choose for me' },
  { value: 'given', label: 'Coordinate' },
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
  const { store, remember } = useMemoryMutations()
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  const { place, coordinate, type, importance, pinned, payload } = draft
  const typed = parseCoordinate(coordinate)
  const isPlaced = place === 'found' || typed !== null
  const problem = findJsonProblem(payload)

  const change = (part: Partial<typeof draft>) => {
    setRefusal(null)
    useNewMemoryDrafts.getState().change(namespace, part)
  }
  useEffect(() => {
    const present = () => useNewMemoryDrafts.getState().drafts.get(namespace)?.coordinate ?? ''
    if (place === 'found' || present() !== '') return
    suggestCoordinate(client, namespace).then(
      // Somebody may have typed faster.
      (free) =>
        present() === '' && useNewMemoryDrafts.getState().change(namespace, { coordinate: free.join(', ') }),
      () => undefined,
    )
  }, [client, namespace, place])

  const submit = async () => {
    if (!isPlaced || problem || busy) return
    setBusy(true)
    const fields = { namespace, payload, type, importance, pinned }
    const outcome = await (place === 'found' || typed === null
      ? remember(fields, { errors: 'inline' })
      : store({ ...fields, coordinate: [...typed], ifTaken: 'refuse' }, { errors: 'inline' }))
    setBusy(false)
    if (!outcome.ok) {
      setRefusal(refusalOf(outcome.error))
      return
    }
    onClose()
    // What the gate stopped stays in the form, for another try.
    if (!outcome.receipt.stored) return
    useNewMemoryDrafts.getState().forget(namespace)
    const at = 'coordinate' in outcome.receipt ? outcome.receipt.coordinate : typed
    if (at) workspace.getState().openMemory(at as readonly number[])
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
            disabled={!isPlaced || problem !== null}
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
          <div className={styles.labelled}>
            <span className={styles.label}>Place</span>
            <SegmentedControl
              label="Place"
              value={place}
              onChange={(next) => change({ place: next })}
              options={PLACES}
            />
          </div>
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
        {place === 'found' ? (
          <p className={styles.hint}>It gets a free place near the memories that mean about the same.</p>
        ) : (
          <TextField
            label="Coordinate"
            mono
            autoFocus
            value={coordinate}
            onChange={(text) => change({ coordinate: text })}
            error={
              said('coordinate') ??
              (coordinate !== '' && !typed ? 'Write 1 to 16 numbers with commas between them.' : null)
            }
          />
        )}
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
