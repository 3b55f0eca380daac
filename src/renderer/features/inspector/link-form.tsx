import { ArrowLeft, ArrowRight } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { LinkEnd } from '#contract/links'
import type { Memory } from '#contract/memory'
import { Button } from '#ui/button'
import { CoordinateLabel } from '#ui/coordinate-label'
import { NumberField } from '#ui/number-field'
import { SegmentedControl } from '#ui/segmented-control'
import { TextField } from '#ui/text-field'
import { describeError } from '../../api/describe-error.ts'
import { useLinkMutations } from '../../api/use-link-mutations.ts'
import { MemoryPicker } from '../../memory-picker/memory-picker.tsx'
import { wordsOf } from '../../words/words.ts'
import { type Coordinate, sameCoordinate } from '../../workspace/location.ts'
import { type LinkFields, linkEnds } from './link-fields.ts'
import styles from './link-form.module.css'

const t = wordsOf('inspector')

interface LinkFormProps {
  readonly memory: Memory
  /** The link to edit; a new one if left out. Its ends stay. */
  readonly link?: LinkEnd
  readonly onClose: () => void
}

interface Other {
  readonly coordinate: Coordinate
  readonly title: string
}

const startOf = (link: LinkEnd | undefined): LinkFields => ({
  direction: link?.direction ?? 'out',
  type: link?.type ?? 'related',
  weight: link?.weight ?? 1,
  note: link?.note ?? '',
})

/** The least weight that can be typed: it has to be above 0. */
const LEAST = 1e-6

/** Makes a link of the open memory, or edits one. Enter keeps, Escape throws away. */
export const LinkForm = ({ memory, link, onClose }: LinkFormProps) => {
  const [fields, setFields] = useState(() => startOf(link))
  const [other, setOther] = useState<Other | null>(link ? link.memory : null)
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const { put } = useLinkMutations()
  const set = (next: Partial<LinkFields>): void => {
    setFields({ ...fields, ...next })
    setError(null)
  }
  const type = fields.type.trim()
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (other === null || type === '' || busy) return
    setBusy(true)
    const outcome = await put(
      {
        namespace: memory.namespace,
        ...linkEnds(memory.coordinate, other.coordinate, fields.direction),
        type,
        weight: fields.weight,
        note: fields.note.trim() || null,
        ...(link && { was: link.type }),
      },
      { errors: 'inline' },
    )
    setBusy(false)
    if (outcome.ok) onClose()
    else setError(outcome.error)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    onClose()
  }
  return (
    <form
      className={styles.form}
      aria-label={link ? t('editLink') : t('newLink')}
      onSubmit={(event) => void submit(event)}
      onKeyDown={press}
    >
      <div className={styles.ends}>
        {!link && (
          <SegmentedControl
            label={t('direction')}
            value={fields.direction}
            onChange={(direction) => set({ direction })}
            options={[
              { value: 'out', label: t('to'), icon: ArrowRight },
              { value: 'in', label: t('from'), icon: ArrowLeft },
            ]}
          />
        )}
        {other && <OtherEnd other={other} isSelf={sameCoordinate(other.coordinate, memory.coordinate)} />}
        {!link && (
          <MemoryPicker
            namespace={memory.namespace}
            label={other ? t('anotherMemory') : t('pickAMemory')}
            onPick={(coordinate, title = '') => {
              setOther({ coordinate, title })
              setError(null)
            }}
          />
        )}
      </div>
      <div className={styles.values}>
        <TextField
          label={t('type')}
          value={fields.type}
          maxLength={100}
          autoFocus={link !== undefined}
          onChange={(next) => set({ type: next })}
        />
        <NumberField
          label={t('weight')}
          value={fields.weight}
          min={LEAST}
          step={0.1}
          onChange={(weight) => set({ weight: weight ?? 1 })}
        />
      </div>
      <TextField
        label={t('note')}
        value={fields.note}
        maxLength={2000}
        placeholder={t('whyTheyBelongTogether')}
        error={error === null ? null : describeError(error).sentence}
        onChange={(note) => set({ note })}
      />
      <div className={styles.foot}>
        <Button size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button variant="primary" size="small" submit busy={busy} disabled={other === null || type === ''}>
          {link ? t('saveLink') : t('addLink')}
        </Button>
      </div>
    </form>
  )
}

const OtherEnd = ({ other, isSelf }: { readonly other: Other; readonly isSelf: boolean }) => (
  <span className={styles.other}>
    <span className={styles.title} data-private>
      {isSelf ? t('thisMemoryItself') : other.title}
    </span>
    <CoordinateLabel coordinate={other.coordinate} quiet />
  </span>
)
