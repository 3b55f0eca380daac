import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { FileText, MapPin, Search } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { Button } from '#ui/button'
import { type PickItem, PickList } from '#ui/pick-list'
import { Popover } from '#ui/popover'
import { useSomaQueries } from '../api/client-context.tsx'
import { wordsOf } from '../words/words.ts'
import { type Coordinate, coordinateKey, parseCoordinate } from '../workspace/location.ts'
import styles from './memory-picker.module.css'

const t = wordsOf('pickers')

interface MemoryPickerProps {
  readonly namespace: string
  readonly label: string
  /** With its title, where it was found by words. */
  readonly onPick: (coordinate: Coordinate, title?: string) => void
}

const SHOWN = 8

/** Finds one memory by its words or its coordinate. */
export const MemoryPicker = ({ namespace, label, onPick }: MemoryPickerProps) => {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      align="end"
      trigger={
        <Button size="small" icon={Search}>
          {label}
        </Button>
      }
    >
      <div className={styles.picker}>
        <Picking
          namespace={namespace}
          label={label}
          onPick={(...picked) => {
            setOpen(false)
            onPick(...picked)
          }}
        />
      </div>
    </Popover>
  )
}

const Picking = ({ namespace, label, onPick }: MemoryPickerProps) => {
  const [query, setQuery] = useState('')
  const search = useDeferredValue(query.trim())
  const { data: page } = useQuery({
    ...useSomaQueries().memory.page({ namespace, limit: SHOWN, ...(search !== '' && { search }) }),
    placeholderData: keepPreviousData,
  })
  const place = parseCoordinate(query)
  const places: readonly PickItem[] = place
    ? [{ id: coordinateKey(place), label: t('theMemoryAtPlace', { place: place.join(', ') }), icon: MapPin }]
    : []
  const rows = (page?.rows ?? [])
    .filter(({ coordinate }) => !place || coordinateKey(coordinate) !== coordinateKey(place))
    .map(({ title, coordinate }) => ({
      id: coordinateKey(coordinate),
      label: title || t('untitled'),
      under: coordinate.join(', '),
      icon: FileText,
    }))
  return (
    <PickList
      label={label}
      placeholder={t('wordsOfAMemoryOr')}
      query={query}
      onQuery={setQuery}
      groups={[
        { title: t('coordinate'), items: places },
        { title: search === '' ? t('changedLast') : t('memories'), items: rows },
      ]}
      empty={t('noMemoryHasTheseWords')}
      onPick={(id) => {
        const coordinate = parseCoordinate(id)
        if (coordinate) onPick(coordinate, rows.find((row) => row.id === id)?.label)
      }}
    />
  )
}
