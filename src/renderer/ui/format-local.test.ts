import { afterEach, describe, expect, it } from 'vitest'
import { type Locale, speak } from '../words/locale.ts'
import { formatBytes } from './format-bytes.ts'
import { formatDuration } from './format-duration.ts'
import { formatCount, formatNumber, formatScore } from './format-number.ts'
import { formatAgo, formatDate, formatDateTime } from './format-time.ts'
import { formatTimeLeft } from './format-time-left.ts'

/** In the time zone of whoever runs this, so that what is shown is the same everywhere. */
const MOMENT = new Date(2026, 2, 5, 14, 7, 31).getTime() / 1000
const HOUR = 3600

const said = () => ({
  count: formatCount(118_004),
  number: formatNumber(1030.5),
  score: formatScore(0.97),
  bytes: [842, 1_234, 34_400_000].map(formatBytes),
  durations: [0.42, 12, 1_340, 240_000].map(formatDuration),
  left: [4, 41, 40_000].map(formatTimeLeft),
  date: formatDate(MOMENT),
  dateTime: formatDateTime(MOMENT),
  ago: [10, 4 * 60, 3 * HOUR, -3 * HOUR, 12 * 24 * HOUR, 40 * 24 * HOUR].map((away) =>
    formatAgo(MOMENT, MOMENT + away),
  ),
})

const WANTED: Readonly<Record<Locale, ReturnType<typeof said>>> = {
  en: {
    count: '118,004',
    number: '1,030.5',
    score: '0.970',
    bytes: ['842 B', '1.2 kB', '34 MB'],
    durations: ['0.4 ms', '12 ms', '1.3 s', '4 min'],
    left: ['a few seconds', '50 s', '11 h 10 min'],
    date: '2026-03-05',
    dateTime: '2026-03-05 14:07:31',
    ago: ['just now', '4 min ago', '3 h ago', 'in 3 h', '12 d ago', '2026-03-05'],
  },
  de: {
    count: '118.004',
    number: '1.030,5',
    score: '0,970',
    bytes: ['842 B', '1,2 kB', '34 MB'],
    durations: ['0,4 ms', '12 ms', '1,3 s', '4 min'],
    left: ['ein paar Sekunden', '50 s', '11 h 10 min'],
    date: '05.03.2026',
    dateTime: '05.03.2026, 14:07:31',
    ago: ['gerade eben', 'vor 4 min', 'vor 3 h', 'in 3 h', 'vor 12 Tg.', '05.03.2026'],
  },
  'zh-CN': {
    count: '118,004',
    number: '1,030.5',
    score: '0.970',
    bytes: ['842 B', '1.2 kB', '34 MB'],
    durations: ['0.4 ms', '12 ms', '1.3 秒', '4 分钟'],
    left: ['几秒', '50 秒', '11 小时 10 分钟'],
    date: '2026/03/05',
    dateTime: '2026/03/05 14:07:31',
    ago: ['刚刚', '4 分钟前', '3 小时前', '3 小时后', '12 天前', '2026/03/05'],
  },
}

afterEach(() => speak('en'))

describe('numbers, sizes and times', () => {
  it.each(Object.keys(WANTED) as Locale[])('are written as %s writes them', async (locale) => {
    await speak(locale)
    expect(said()).toEqual(WANTED[locale])
  })
})
