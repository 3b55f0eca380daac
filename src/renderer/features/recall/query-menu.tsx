import { History } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '#ui/icon-button'
import { PickList } from '#ui/pick-list'
import { Popover } from '#ui/popover'
import styles from './query-menu.module.css'

interface QueryMenuProps {
  readonly history: readonly string[]
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  readonly onQuery: (query: string) => void
}

const holds = (text: string, words: string): boolean =>
  text.toLowerCase().includes(words.trim().toLowerCase())

/** Earlier queries behind one button; typing narrows them down. */
export const QueryMenu = ({ history, open, onOpen, onQuery }: QueryMenuProps) => {
  const [typed, setTyped] = useState('')
  const found = history.filter((query) => holds(query, typed))
  return (
    <Popover
      label="Earlier queries"
      align="end"
      open={open}
      onOpenChange={onOpen}
      trigger={<IconButton icon={History} size="small" label="Earlier queries" shortcut="Alt+ArrowDown" />}
    >
      <div className={styles.menu}>
        <PickList
          label="Earlier queries"
          placeholder="Find a query"
          query={typed}
          onQuery={setTyped}
          groups={[
            {
              title: 'Asked before',
              items: found.map((query) => ({ id: query, label: query, icon: History })),
            },
          ]}
          empty="No query was asked that has these words."
          onPick={(query) => {
            onOpen(false)
            onQuery(query)
          }}
        />
      </div>
    </Popover>
  )
}
