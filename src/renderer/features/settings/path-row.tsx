import { Copy } from 'lucide-react'
import { IconButton } from '#ui/icon-button'
import { copyText } from '../../ui/copy-text.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { SettingsRow } from './settings-section.tsx'

const t = wordsOf('settings')

const copyPath = async (path: string): Promise<void> => {
  const done = await copyText(path)
  toast(done ? { title: t('copiedPath') } : { title: t('notCopied'), tone: 'error' })
}

export const PathRow = ({ name, path }: { readonly name: string; readonly path: string }) => (
  <SettingsRow name={name} detail={<span className="mono">{path}</span>}>
    <IconButton icon={Copy} label={t('copyPath')} onClick={() => void copyPath(path)} />
  </SettingsRow>
)
