import { useQuery } from '@tanstack/react-query'
import { Bookmark, History } from 'lucide-react'
import { useState } from 'react'
import { isError } from '#contract/errors'
import type { SavedQuery } from '#contract/saved-queries'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { PickList } from '#ui/pick-list'
import { Popover } from '#ui/popover'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSavedQueryMutations } from '../../api/use-saved-query-mutations.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { NameForm } from './name-form.tsx'
import styles from './query-menu.module.css'
import { useQueryMenu } from './query-menu-store.ts'
import type { RecallDraft } from './recall-store.ts'
import { draftOfSaved, savedDetail, saveInput } from './saved-query.ts'

const t = wordsOf('recall')

interface QueryMenuProps {
  readonly namespace: string
  readonly draft: RecallDraft
  readonly history: readonly string[]
  readonly onChange: (part: Partial<RecallDraft>) => void
}

/** Saved and earlier queries behind one button. */
export const QueryMenu = (props: QueryMenuProps) => {
  const { mode, open } = useQueryMenu()
  return (
    <Popover
      label={t('savedAndEarlierQueries')}
      align="end"
      open={mode !== null}
      onOpenChange={(next) => open(next ? { show: 'list' } : null)}
      trigger={
        <IconButton
          icon={History}
          size="small"
          label={t('savedAndEarlierQueries')}
          shortcut="Alt+ArrowDown"
        />
      }
    >
      {mode?.show === 'list' && <QueryList {...props} />}
      {mode?.show === 'save' && <SaveForm {...props} />}
      {mode?.show === 'rename' && <RenameForm {...props} name={mode.name} />}
    </Popover>
  )
}

const holds = (words: string, ...texts: readonly string[]): boolean =>
  texts.some((text) => text.toLowerCase().includes(words.trim().toLowerCase()))

const SAVED = 'saved/'
const EARLIER = 'earlier/'

const QueryList = ({ namespace, draft, history, onChange }: QueryMenuProps) => {
  const { open } = useQueryMenu()
  const [typed, setTyped] = useState('')
  const { remove } = useSavedQueryMutations()
  const readOnly = useReadOnly()
  const { data: saved = [] } = useQuery(useSomaQueries().savedQueries.list(namespace))
  const savedOf = (id: string | null): SavedQuery | undefined =>
    id?.startsWith(SAVED) ? saved.find(({ name }) => name === id.slice(SAVED.length)) : undefined

  const pick = (id: string) => {
    const one = savedOf(id)
    const part = one ? draftOfSaved(one) : { query: id.slice(EARLIER.length) }
    open(null)
    if (part) onChange(part)
    else toast({ title: t('notAsked'), detail: t('itsFilterNestsDeeperThan'), tone: 'warning' })
  }
  const rename = ({ name }: SavedQuery) => open({ show: 'rename', name })
  const drop = ({ name }: SavedQuery) => void remove({ namespace, name })
  return (
    <div className={styles.menu}>
      <PickList
        label={t('savedAndEarlierQueries')}
        placeholder={t('findAQuery')}
        query={typed}
        onQuery={setTyped}
        groups={[
          {
            title: t('saved'),
            items: saved
              .filter((one) => holds(typed, one.name, one.query))
              .map((one) => ({
                id: SAVED + one.name,
                label: one.name,
                under: one.query,
                detail: savedDetail(one),
                icon: Bookmark,
              })),
          },
          {
            title: t('askedBefore'),
            items: history
              .filter((query) => holds(typed, query))
              .map((query) => ({ id: EARLIER + query, label: query, icon: History })),
          },
        ]}
        empty={t('noQueryHasTheseWords')}
        onPick={pick}
        onKey={(event, id) => {
          const one = savedOf(id)
          if (!one || readOnly) return
          // In the middle of a typed word Delete is the field's own.
          if (event.key === 'F2') rename(one)
          else if (event.key === 'Delete' && typed === '') drop(one)
          else return
          event.preventDefault()
        }}
        footer={(id) => {
          const one = savedOf(id)
          return (
            <>
              <Button
                size="small"
                icon={Bookmark}
                disabled={readOnly || draft.query.trim() === ''}
                onClick={() => open({ show: 'save' })}
              >
                {t('saveThisQuery')}
              </Button>
              <span className={styles.gap} />
              {one && !readOnly && (
                <>
                  <Button size="small" variant="plain" shortcut="F2" onClick={() => rename(one)}>
                    {t('rename')}
                  </Button>
                  <Button size="small" variant="plain" shortcut="Delete" onClick={() => drop(one)}>
                    {t('remove')}
                  </Button>
                </>
              )}
            </>
          )
        }}
      />
    </div>
  )
}

const SaveForm = ({ namespace, draft }: QueryMenuProps) => {
  const { open } = useQueryMenu()
  const { save } = useSavedQueryMutations()
  const keep = async (name: string, ifTaken: 'refuse' | 'replace') => {
    const outcome = await save({ ...saveInput(namespace, name, draft), ifTaken }, { errors: 'inline' })
    if (!outcome.ok) return outcome.error
    open(null)
    return null
  }
  return (
    <NameForm
      label={t('saveThisQueryAs')}
      start={draft.query.trim().slice(0, 60)}
      action={t('save')}
      onName={(name) => keep(name, 'refuse')}
      remedy={(error, name) =>
        isError(error, 'query/exists') && (
          <Button size="small" onClick={() => void keep(name, 'replace')}>
            {t('replaceIt')}
          </Button>
        )
      }
    />
  )
}

const RenameForm = ({ namespace, name }: QueryMenuProps & { readonly name: string }) => {
  const { open } = useQueryMenu()
  const { rename } = useSavedQueryMutations()
  return (
    <NameForm
      label={t('newNameOfName', { name })}
      start={name}
      action={t('rename')}
      onName={async (to) => {
        const outcome = await rename({ namespace, name, to }, { errors: 'inline' })
        if (!outcome.ok) return outcome.error
        open({ show: 'list' })
        return null
      }}
    />
  )
}
