import { CalendarDays, CalendarRange, Clock, Clock1, ZoomOut } from 'lucide-react'
import type { Command } from '../../commands/command.ts'
import { wordsOf } from '../../words/words.ts'
import { SPANS, type SpanName, useMetricsStore, zoomTo } from './metrics-store.ts'

const t = wordsOf('metrics')

const ICONS = { hour: Clock1, day: Clock, week: CalendarRange, month: CalendarDays } as const
const KEYS: Readonly<Record<SpanName, string>> = { hour: 'H', day: 'D', week: 'W', month: 'M' }

export const showSpan = (span: SpanName): void => useMetricsStore.setState({ span, zoom: null })

/** There while the screen is. */
export const metricsCommands: readonly Command[] = [
  ...SPANS.map(
    ({ value }): Command => ({
      id: `metrics-${value}`,
      get title() {
        return t('showSpan', { span: value })
      },
      group: 'Metrics',
      screen: 'metrics',
      shortcut: KEYS[value],
      icon: ICONS[value],
      run: () => showSpan(value),
    }),
  ),
  {
    id: 'metrics-zoom-out',
    get title() {
      return t('backToTheWhole')
    },
    group: 'Metrics',
    screen: 'metrics',
    shortcut: '0',
    icon: ZoomOut,
    when: () => useMetricsStore.getState().zoom !== null,
    run: () => zoomTo(null),
  },
]
