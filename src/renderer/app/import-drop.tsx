import { FileInput } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useClient } from '../api/client-context.tsx'
import { useReadOnly } from '../api/use-read-only.ts'
import { droppedFiles } from '../features/imports/dropped-files.ts'
import { chooseFiles } from '../features/imports/import-actions.ts'
import { wordsOf } from '../words/words.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { workspace } from '../workspace/use-workspace.ts'
import styles from './import-drop.module.css'

const t = wordsOf('shell')

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** A file or folder that is dropped anywhere on the window is one to import. */
export const ImportDrop = () => {
  const client = useClient()
  const readOnly = useReadOnly()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      // Else the browser would open the file in place of the app.
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = readOnly ? 'none' : 'copy'
      setOver(!readOnly)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      const items = event.dataTransfer?.items
      if (readOnly || items === undefined) return
      const namespace = workspace.getState().namespace ?? ''
      openOverlay({ kind: 'import', namespace })
      void droppedFiles(items).then(({ name, files }) => chooseFiles(client, { name, files }, namespace))
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [client, readOnly])
  if (!isOver) return null
  return (
    <div className={styles.over} role="status">
      <p className={styles.words}>
        <FileInput size={20} aria-hidden />
        {t('dropToImport')}
      </p>
    </div>
  )
}
