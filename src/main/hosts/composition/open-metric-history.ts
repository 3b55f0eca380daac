import { join } from 'node:path'
import type { Log } from '#engine/ports'
import type { ResolvedConfig } from '../config.ts'
import { MetricHistory } from '../metrics/history/metric-history.ts'
import { type Metrics, SECONDS } from '../metrics/metrics.ts'

interface Sources {
  readonly config: ResolvedConfig
  readonly metrics: Metrics
  readonly log: Log
}

/** Figures of the settings' data folder, to which every process on it adds its own. */
export const openMetricHistory = ({ config, metrics, log }: Sources, process: string): MetricHistory =>
  new MetricHistory({
    file: config.mode === 'on_demand' ? ':memory:' : join(config.data_dir, 'metrics.sqlite'),
    process,
    increments: () => metrics.increments(),
    bounds: SECONDS,
    now: () => Date.now() / 1000,
    log,
  })
