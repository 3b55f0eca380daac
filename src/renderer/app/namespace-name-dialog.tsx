import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { NamespaceName } from '#contract/memory'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { TextField } from '#ui/text-field'
import { useClient, useSomaQueries } from '../api/client-context.tsx'
import { describeError } from '../api/describe-error.ts'
import { keys } from '../api/queries/keys.ts'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { toast, workspace } from '../workspace/use-workspace.ts'
import { type Act, actOn } from './namespace-acts.ts'
import styles from './namespace-dialog.module.css'

const t = wordsOf('shell')

interface NamespaceNameDialogProps {
  readonly act: Act
  /** The one to rename or to copy; empty to create. */
  readonly from: string
}

const WORDS: Readonly<
  Record<Act, { readonly title: string; readonly detail: string; readonly verb: string }>
> = {
  create: {
    get title() {
      return t('newNamespace')
    },
    get detail() {
      return t('aSeparateSetOfMemories')
    },
    get verb() {
      return t('create')
    },
  },
  rename: {
    get title() {
      return t('renameNamespace')
    },
    get detail() {
      return t('idsAreMadeOfNamespace')
    },
    get verb() {
      return t('rename')
    },
  },
  copy: {
    get title() {
      return t('copyNamespace')
    },
    get detail() {
      return t('livingMemoriesAndTheirLinks')
    },
    get verb() {
      return t('copy')
    },
  },
}

export const NamespaceNameDialog = ({ act, from }: NamespaceNameDialogProps) => {
  const words = WORDS[act]
  const client = useClient()
  const queryClient = useQueryClient()
  const { data: namespaces = [] } = useQuery(useSomaQueries().namespaces.list())
  const [name, setName] = useState(act === 'copy' ? `${from}-copy` : from)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const checked = NamespaceName.safeParse(name)
  const taken = name !== from && namespaces.some((one) => one.name === name)
  const problem = taken
    ? t('thereIsANamespaceName', { name })
    : told(checked.error?.issues[0]?.message ?? '') || null
  const unchanged = act === 'rename' && name === from
  const submit = async (): Promise<void> => {
    if (problem || unchanged || busy) return
    setBusy(true)
    try {
      const { title, seq } = await actOn(client, act, { from, to: name })
      await queryClient.invalidateQueries({ queryKey: keys.namespaces() })
      closeOverlay()
      if (act !== 'rename') workspace.getState().go({ namespace: name })
      else if (workspace.getState().namespace === from) workspace.getState().replaceNamespace(name)
      toast({ title, tone: 'good', ...(seq !== null && { undo: { seq } }) })
    } catch (error) {
      setRefused(describeError(error).sentence)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open onClose={closeOverlay} title={words.title} description={words.detail} size="small">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          label={t('name')}
          value={name}
          onChange={(next) => {
            setName(next)
            setRefused(null)
          }}
          error={refused ?? (name === '' ? null : problem)}
          mono
          autoFocus
          onFocus={(event) => event.target.select()}
        />
        <div className={styles.buttons}>
          <Button onClick={closeOverlay}>{t('cancel')}</Button>
          <Button variant="primary" submit busy={busy} disabled={problem !== null || unchanged}>
            {words.verb}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
