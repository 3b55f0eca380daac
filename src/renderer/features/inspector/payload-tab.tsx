import { Braces, ListTree, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import type { Memory } from '#contract/memory'
import { IconButton } from '#ui/icon-button'
import { JsonEditor } from '#ui/json-editor'
import { JsonTree } from '#ui/json-tree'
import { SegmentedControl } from '#ui/segmented-control'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatJson } from '../../ui/format-json.ts'
import { findJsonProblem } from '../../ui/json-problem.ts'
import { wordsOf } from '../../words/words.ts'
import { ConflictNotice } from './conflict-notice.tsx'
import { DraftBar } from './draft-bar.tsx'
import styles from './payload-tab.module.css'
import { SealedBadge } from './sealed-badge.tsx'
import { usePayloadDraft } from './use-payload-draft.ts'
import { useSaveCommand } from './use-save-command.ts'

const t = wordsOf('inspector')

type View = 'tree' | 'json'
const VIEWS = [
  {
    value: 'tree',
    get label() {
      return t('tree')
    },
    icon: ListTree,
  },
  { value: 'json', label: 'JSON', icon: Braces },
] as const

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

export const PayloadTab = ({ memory }: { readonly memory: Memory }) => {
  const [view, setView] = useState<View>('tree')
  const draft = usePayloadDraft(memory)
  const readOnly = useReadOnly()
  const writable = memory.deletedAt === null && !readOnly
  useSaveCommand(draft)
  const problem = findJsonProblem(draft.text) ?? draft.refused
  const brokenText = findJsonProblem(draft.text) !== null
  // A tree of broken text cannot be drawn: the text itself stays in front until it is whole again.
  const shown: View = brokenText ? 'json' : view
  return (
    <div className={styles.tab}>
      <div className={styles.bar}>
        <SegmentedControl label={t('showPayloadAs')} value={shown} onChange={setView} options={VIEWS} />
        {shown === 'json' && writable && (
          <IconButton
            icon={WandSparkles}
            label={t('formatWhiteSpaceOnly')}
            disabled={brokenText}
            onClick={() => draft.edit(formatJson(draft.text))}
          />
        )}
        <SealedBadge payload={memory.payload} />
        <span className={styles.size}>{formatBytes(bytesOf(draft.dirty ? draft.text : memory.payload))}</span>
      </div>
      {draft.conflict && <ConflictNotice memory={memory} draft={draft} />}
      {shown === 'tree' ? (
        <JsonTree label={t('payload')} text={draft.text} {...(writable ? { onChange: draft.edit } : {})} />
      ) : (
        <JsonEditor
          label={t('payloadAsJSON')}
          value={draft.text}
          onChange={draft.edit}
          onSave={draft.save}
          readOnly={!writable}
          problem={problem}
        />
      )}
      {draft.dirty && <DraftBar draft={draft} broken={brokenText} />}
    </div>
  )
}
