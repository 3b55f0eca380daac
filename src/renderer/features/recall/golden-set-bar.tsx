import { Ellipsis, PencilLine, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ContextMenu } from '#ui/context-menu'
import { IconButton } from '#ui/icon-button'
import { Menu } from '#ui/menu'
import { Popover } from '#ui/popover'
import { Select } from '#ui/select'
import { useGoldenMutations } from '../../api/use-golden-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import type { MenuItem } from '../../ui/menu-item.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './golden-panel.module.css'
import { NameForm } from './name-form.tsx'

const t = wordsOf('recall')

interface GoldenSetBarProps {
  readonly namespace: string
  readonly set: string
  readonly sets: readonly { readonly name: string; readonly entries: number }[]
  readonly onChoose: (set: string | null) => void
}

/** Which set stars go into; a new one is there once something is starred into it. */
export const GoldenSetBar = ({ namespace, set, sets, onChoose }: GoldenSetBarProps) => {
  const { rename, remove } = useGoldenMutations()
  const readOnly = useReadOnly()
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null)
  const exists = sets.some(({ name }) => name === set)
  const options = [...sets, ...(exists ? [] : [{ name: set, entries: 0 }])].map(({ name, entries }) => ({
    value: name,
    label: name,
    detail: entries === 0 ? t('new') : t('countQueries', { count: entries }),
  }))
  const named = async (name: string) => {
    if (naming === 'new') onChoose(name)
    else {
      const outcome = await rename({ namespace, set, to: name }, { errors: 'inline' })
      if (!outcome.ok) return outcome.error
      onChoose(name)
    }
    setNaming(null)
    return null
  }
  const isFixed = readOnly || !exists
  const items: readonly MenuItem[] = [
    {
      id: 'rename',
      label: t('rename2'),
      icon: PencilLine,
      disabled: isFixed,
      run: () => setNaming('rename'),
    },
    {
      id: 'delete',
      label: t('deleteTheSet'),
      icon: Trash2,
      danger: true,
      disabled: isFixed,
      run: () => {
        onChoose(null)
        void remove({ namespace, set })
      },
    },
  ]
  return (
    <div className={styles.sets}>
      <ContextMenu items={items}>
        <div className={styles.choose}>
          <Select label={t('goldenSet')} hideLabel value={set} onChange={onChoose} options={options} />
        </div>
      </ContextMenu>
      <Popover
        label={naming === 'rename' ? t('renameTheGoldenSet') : t('newGoldenSet')}
        align="end"
        open={naming !== null}
        onOpenChange={(open) => setNaming(open ? 'new' : null)}
        trigger={<IconButton icon={Plus} label={t('newGoldenSet')} disabled={readOnly} />}
      >
        {naming && (
          <NameForm
            key={naming}
            label={naming === 'new' ? t('nameOfTheNewSet') : t('newName')}
            start={naming === 'new' ? '' : set}
            action={naming === 'new' ? t('begin') : t('rename')}
            onName={named}
          />
        )}
      </Popover>
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} label={t('more')} disabled={isFixed} />}
        items={items}
      />
    </div>
  )
}
