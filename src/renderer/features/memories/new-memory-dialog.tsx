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
import { wordsOf } from '../../words/words.ts'
import { parseCoordinate } from '../../workspace/location.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './new-memory-dialog.module.css'
import { suggestCoordinate, useNewMemoryDraft, useNewMemoryDrafts } from './new-memory-draft.ts'
import { PayloadInput } from './payload-input.tsx'

const t = wordsOf('memories')

interface NewMemoryDialogProps {
  readonly namespace: string
  readonly onClose: () => void
}

const TYPES = [
  {
    value: 'episodic',
    get label() {
      return t('episodic')
    },
  },
  {
    value: 'semantic',
    get label() {
      return t('semantic')
    },
  },
] as const

const PLACES = [
  {
    value: 'found',
    get label() {
      return t('chooseForMe')
    },
  },
  {
    value: 'given',
    get label() {
      return t('coordinate')
    },
  },
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
      title={t('newMemory2')}
      description={t('storedInNamespaceItCan', { namespace })}
      footer={
        <>
          <p className={styles.refusal} role="alert">
            {said('form')}
          </p>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            shortcut="Mod+Enter"
            busy={busy}
            disabled={!isPlaced || problem !== null}
            onClick={() => void submit()}
          >
            {t('store')}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only hears Ctrl+Enter from the fields inside */}
      <div className={styles.form} onKeyDown={press}>
        <div className={styles.facts}>
          <div className={styles.labelled}>
            <span className={styles.label}>{t('place')}</span>
            <SegmentedControl
              label={t('place')}
              value={place}
              onChange={(next) => change({ place: next })}
              options={PLACES}
            />
          </div>
          <div className={styles.labelled}>
            <span className={styles.label}>{t('type')}</span>
            <SegmentedControl
              label={t('type')}
              value={type}
              onChange={(next) => change({ type: next })}
              options={TYPES}
            />
          </div>
          <NumberField
            label={t('importance')}
            value={importance}
            onChange={(next) => change({ importance: next ?? 0 })}
          />
          <div className={styles.pin}>
            <Checkbox label={t('pinned2')} checked={pinned} onChange={(next) => change({ pinned: next })} />
          </div>
        </div>
        {place === 'found' ? (
          <p className={styles.hint}>{t('itGetsAFreePlace')}</p>
        ) : (
          <TextField
            label={t('coordinate')}
            mono
            autoFocus
            value={coordinate}
            onChange={(text) => change({ coordinate: text })}
            error={said('coordinate') ?? (coordinate !== '' && !typed ? t('write1To16Numbers') : null)}
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
