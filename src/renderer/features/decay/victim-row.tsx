// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which row is meant
import { ChevronsDown, Gauge, Pin } from 'lucide-react'
import type { Victim } from '#contract/decay'
import { Badge } from '#ui/badge'
import { Checkbox } from '#ui/checkbox'
import { DecayScoreBar } from '#ui/decay-score'
import { IconButton } from '#ui/icon-button'
import { TimeLabel } from '#ui/time-label'
import { cutTitle } from '../../ui/cut-title.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { chosenAfter, victimKey } from './chosen-victims.ts'
import { useDecayStore } from './decay-store.ts'
import type { VictimActions } from './use-victim-actions.ts'
import styles from './victim-list.module.css'

const t = wordsOf('decay')

const KIND = {
  decay: {
    tone: 'accent',
    get label() {
      return t('decays')
    },
  },
  evict: {
    tone: 'error',
    get label() {
      return t('evicted2')
    },
  },
  reduce: {
    tone: 'warning',
    get label() {
      return t('reduced2')
    },
  },
} as const

export interface VictimRowProps {
  readonly victim: Victim
  readonly index: number
  readonly top: number
  readonly isCursor: boolean
  readonly threshold: number
  readonly boostsTo: number
  readonly readOnly: boolean
  readonly actions: VictimActions
}

export const VictimRow = (props: VictimRowProps) => {
  const { victim, index, top, isCursor, threshold, boostsTo, readOnly, actions } = props
  const { memory, kind, at, parts, score } = victim
  const isChosen = useDecayStore(({ chosen }) => chosen.has(victimKey(victim)))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys for its rows
    <div
      id={`victim-${index}`}
      className={styles.row}
      style={{ top }}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isCursor}
      data-cursor={isCursor || undefined}
      onClick={() => {
        useDecayStore.setState({ cursor: index })
        workspace.getState().openMemory(memory.coordinate)
      }}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keeps a click on the box from opening the row */}
      <div role="gridcell" className={styles.check} onClick={(event) => event.stopPropagation()}>
        <Checkbox
          label={t('chooseTitle', { title: memory.title })}
          hideLabel
          checked={isChosen}
          onChange={() => useDecayStore.setState(({ chosen }) => ({ chosen: chosenAfter(chosen, victim) }))}
        />
      </div>
      <div role="gridcell" className={styles.words}>
        <div className={styles.first}>
          <Badge tone={KIND[kind].tone}>{KIND[kind].label}</Badge>
          <span className="truncate" data-private>
            {cutTitle(memory.title) || memory.coordinate.join(', ')}
          </span>
          <span className={styles.when}>
            <TimeLabel seconds={at} />
          </span>
        </div>
        <div className={styles.second}>
          <DecayScoreBar parts={parts} score={score} threshold={threshold} />
          <span className={styles.fact}>
            {t('importanceImportance', { importance: formatNumber(memory.importance) })}
          </span>
          <span className={styles.fact}>
            {t.rich('usedTimeLabel', {
              timeLabel: <TimeLabel seconds={memory.lastAccessedAt ?? memory.updatedAt} />,
            })}
          </span>
        </div>
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keeps a click on a button from opening the row */}
      <div role="gridcell" className={styles.actions} onClick={(event) => event.stopPropagation()}>
        <IconButton
          icon={Pin}
          size="small"
          label={t('pinItIsNeverForgotten')}
          disabled={readOnly}
          onClick={() => actions.pin([victim])}
        />
        <IconButton
          icon={Gauge}
          size="small"
          label={t('raiseItsImportanceToBoostsTo', { boostsTo: formatNumber(boostsTo) })}
          disabled={readOnly || memory.importance >= boostsTo}
          onClick={() => actions.boost([victim])}
        />
        <IconButton
          icon={ChevronsDown}
          size="small"
          label={kind === 'evict' ? t('acceptEvictItNow') : t('acceptLetItDecayNow')}
          disabled={readOnly || kind === 'reduce'}
          onClick={() => actions.accept([victim])}
        />
      </div>
    </div>
  )
}
