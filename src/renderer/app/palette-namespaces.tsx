import { useQuery } from '@tanstack/react-query'
import { Command as Cmdk } from 'cmdk'
import { Database } from 'lucide-react'
import { useSomaQueries } from '../api/client-context.tsx'
import { formatPlural } from '../ui/format-number.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { workspace } from '../workspace/use-workspace.ts'
import styles from './palette.module.css'

export const PaletteNamespaces = () => {
  const { data: namespaces = [] } = useQuery(useSomaQueries().namespaces.list())
  if (namespaces.length === 0) return null
  return (
    <Cmdk.Group heading="Namespaces" className={styles.group}>
      {namespaces.map(({ name, memories }) => (
        <Cmdk.Item
          key={name}
          value={`namespace ${name}`}
          className={styles.item}
          onSelect={() => {
            closeOverlay()
            workspace.getState().go({ namespace: name })
          }}
        >
          <span className={styles.icon}>
            <Database size={16} aria-hidden />
          </span>
          <span className={styles.title}>{name}</span>
          <span className={styles.detail}>{formatPlural(memories, 'memory', 'memories')}</span>
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  )
}
