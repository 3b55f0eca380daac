import { Link2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#ui/button'
import { Chip } from '#ui/chip'
import { NumberField } from '#ui/number-field'
import { Popover } from '#ui/popover'
import { TextField } from '#ui/text-field'
import { describeError } from '../api/describe-error.ts'
import { useLinkMutations } from '../api/use-link-mutations.ts'
import { MemoryPicker } from '../memory-picker/memory-picker.tsx'
import { formatPlural } from '../ui/format-number.ts'
import { type Coordinate, sameCoordinate } from '../workspace/location.ts'
import styles from './bulk-link.module.css'

interface BulkLinkProps {
  readonly namespace: string
  /** In the order in which they were chosen. */
  readonly chosen: readonly Target[]
  readonly typeNames: readonly string[]
  readonly disabled: boolean
}

/** Links all chosen memories to one in a single change: the one that was chosen last, or any other. */
export const BulkLink = (props: BulkLinkProps) => {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label="Link the chosen memories"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="plain" size="small" icon={Link2} disabled={props.disabled}>
          Link…
        </Button>
      }
    >
      <BulkLinkForm {...props} onClose={() => setOpen(false)} />
    </Popover>
  )
}

interface Target {
  readonly coordinate: Coordinate
  readonly title: string
}

/** The least weight that can be typed: it has to be above 0. */
const LEAST = 1e-6
const SUGGESTED = 6

const BulkLinkForm = (props: BulkLinkProps & { readonly onClose: () => void }) => {
  const { namespace, chosen, typeNames, onClose } = props
  const { putMany } = useLinkMutations()
  const [target, setTarget] = useState<Target | undefined>(chosen.at(-1))
  const [type, setType] = useState(typeNames[0] ?? 'related')
  const [weight, setWeight] = useState(1)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const from = chosen.filter((one) => !target || !sameCoordinate(one.coordinate, target.coordinate))
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!target || busy || type.trim() === '') return
    setBusy(true)
    const to = [...target.coordinate]
    const links = from.map(({ coordinate }) => ({ from: [...coordinate], to, type: type.trim(), weight }))
    const outcome = await putMany({ namespace, links }, { errors: 'inline' })
    setBusy(false)
    if (outcome.ok) onClose()
    else setError(outcome.error)
  }
  return (
    <form
      className={styles.form}
      aria-label="Link the chosen memories"
      onSubmit={(event) => void submit(event)}
    >
      <p className={styles.ends}>
        <span className="truncate">
          {from.length === 1 ? from[0]?.title : formatPlural(from.length, 'memory', 'memories')}
        </span>
        <span aria-hidden>→</span>
        <span className="truncate">{target?.title}</span>
        <span className={styles.space} />
        <MemoryPicker
          namespace={namespace}
          label="Other"
          onPick={(coordinate, title = '') =>
            setTarget({ coordinate, title: title || coordinate.join(', ') })
          }
        />
      </p>
      <TextField label="Type" value={type} maxLength={100} autoFocus onChange={setType} />
      {typeNames.length > 0 && (
        <fieldset className={styles.types} aria-label="Types in use">
          {typeNames.slice(0, SUGGESTED).map((name) => (
            <Chip key={name} label={name} pressed={name === type} onClick={() => setType(name)} />
          ))}
        </fieldset>
      )}
      <NumberField
        label="Weight"
        value={weight}
        min={LEAST}
        step={0.1}
        onChange={(next) => setWeight(next ?? 1)}
      />
      {error !== null && <p className={styles.note}>{describeError(error).sentence}</p>}
      <div className={styles.foot}>
        <span className={styles.space} />
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="primary" submit busy={busy} disabled={from.length === 0 || type.trim() === ''}>
          {`Make ${formatPlural(from.length, 'link')}`}
        </Button>
      </div>
    </form>
  )
}
