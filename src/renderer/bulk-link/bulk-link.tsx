import { Link2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '#ui/button'
import { Popover } from '#ui/popover'
import { describeError } from '../api/describe-error.ts'
import { useLinkMutations } from '../api/use-link-mutations.ts'
import { MemoryPicker } from '../memory-picker/memory-picker.tsx'
import { wordsOf } from '../words/words.ts'
import { type Coordinate, sameCoordinate } from '../workspace/location.ts'
import styles from './bulk-link.module.css'
import { LinkFields } from './link-fields.tsx'

const t = wordsOf('pickers')

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
      label={t('linkTheChosenMemories')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="plain" size="small" icon={Link2} disabled={props.disabled}>
          {t('link')}
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

const BulkLinkForm = (props: BulkLinkProps & { readonly onClose: () => void }) => {
  const { namespace, chosen, typeNames, onClose } = props
  const { putMany } = useLinkMutations()
  const [target, setTarget] = useState<Target | undefined>(chosen.at(-1))
  const [saying, setSaying] = useState({ type: typeNames[0] ?? 'related', weight: 1 })
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { weight } = saying
  const type = saying.type.trim()
  const from = chosen.filter((one) => !target || !sameCoordinate(one.coordinate, target.coordinate))
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (!target || busy || type === '') return
    setBusy(true)
    const to = [...target.coordinate]
    const links = from.map(({ coordinate }) => ({ from: [...coordinate], to, type, weight }))
    const outcome = await putMany({ namespace, links }, { errors: 'inline' })
    setBusy(false)
    if (outcome.ok) onClose()
    else setError(outcome.error)
  }
  return (
    <form
      className={styles.form}
      aria-label={t('linkTheChosenMemories')}
      onSubmit={(event) => void submit(event)}
    >
      <p className={styles.ends}>
        <span className="truncate">
          {from.length === 1 ? from[0]?.title : t('countMemories', { count: from.length })}
        </span>
        <span aria-hidden>→</span>
        <span className="truncate">{target?.title}</span>
        <span className={styles.space} />
        <MemoryPicker
          namespace={namespace}
          label={t('other')}
          onPick={(coordinate, title = '') =>
            setTarget({ coordinate, title: title || coordinate.join(', ') })
          }
        />
      </p>
      <LinkFields value={saying} onChange={setSaying} typeNames={typeNames} />
      {error !== null && <p className={styles.note}>{describeError(error).sentence}</p>}
      <div className={styles.foot}>
        <span className={styles.space} />
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" submit busy={busy} disabled={from.length === 0 || type === ''}>
          {t('makeCountLinks', { count: from.length })}
        </Button>
      </div>
    </form>
  )
}
