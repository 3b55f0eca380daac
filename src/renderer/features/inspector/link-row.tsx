import { Pencil, Unlink } from 'lucide-react'
import { useState } from 'react'
import type { LinkEnd } from '#contract/links'
import type { Memory } from '#contract/memory'
import { IconButton } from '#ui/icon-button'
import { useLinkMutations } from '../../api/use-link-mutations.ts'
import { MemoryMenu } from '../../memory-menu/memory-menu.tsx'
import { formatNumber } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { linkEnds } from './link-fields.ts'
import { LinkForm } from './link-form.tsx'
import styles from './link-row.module.css'
import { MemoryLinkRow } from './memory-link-row.tsx'

const t = wordsOf('inspector')

interface LinkRowProps {
  readonly memory: Memory
  readonly link: LinkEnd
  readonly writable: boolean
}

/** A link of the open memory: one click to its other end, and what can be done with it. */
export const LinkRow = ({ memory, link, writable }: LinkRowProps) => {
  const [editing, setEditing] = useState(false)
  const { remove } = useLinkMutations()
  const { namespace, coordinate } = memory
  const { type, direction, memory: other } = link
  if (editing) return <LinkForm memory={memory} link={link} onClose={() => setEditing(false)} />
  const name = `${type} ${direction === 'out' ? 'to' : 'from'} ${other.title || t('untitled')}`
  const edit = (): void => setEditing(true)
  const unlink = (): void =>
    void remove({ namespace, ...linkEnds(coordinate, other.coordinate, direction), type })
  const items = [
    { id: 'edit-link', label: t('editLink'), icon: Pencil, disabled: !writable, run: edit },
    { id: 'remove-link', label: t('removeLink'), icon: Unlink, disabled: !writable, run: unlink },
  ]
  return (
    <MemoryMenu coordinate={other.coordinate} own={items}>
      <div className={styles.row}>
        <MemoryLinkRow memory={other} detail={<Words link={link} />} />
        {writable && (
          <span className={styles.actions}>
            <IconButton
              icon={Pencil}
              label={t('editTheLinkName', { name })}
              size="small"
              side="left"
              onClick={edit}
            />
            <IconButton
              icon={Unlink}
              label={t('removeTheLinkName', { name })}
              size="small"
              side="left"
              onClick={unlink}
            />
          </span>
        )}
      </div>
    </MemoryMenu>
  )
}

const Words = ({ link }: { readonly link: LinkEnd }) => (
  <>
    <span className={styles.type}>{link.type}</span>
    <span className={styles.weight}>{t('weightWeight', { weight: formatNumber(link.weight) })}</span>
    {link.note && (
      <span className={styles.note} title={link.note}>
        {link.note}
      </span>
    )}
  </>
)
