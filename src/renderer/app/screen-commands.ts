import type { Command } from '../commands/command.ts'

/** The commands of every screen, in the order of the rail, read without opening one. */
export const loadScreenCommands = async (): Promise<readonly Command[]> => {
  const files = await Promise.all([
    import('../features/recall/recall-commands.ts').then((file) => file.recallCommands),
    import('../features/memories/memories-commands.ts').then((file) => file.memoriesCommands),
    import('../features/graph/graph-commands.ts').then((file) => file.graphCommands),
    import('../features/map/map-commands.ts').then((file) => file.mapCommands),
    import('../features/tuning/tuning-commands.ts').then((file) => file.tuningCommands),
    import('../features/gate/gate-commands.ts').then((file) => file.gateCommands),
    import('../features/decay/decay-commands.ts').then((file) => file.decayCommands),
    import('../features/metrics/metrics-commands.ts').then((file) => file.metricsCommands),
    import('../features/activity/activity-commands.ts').then((file) => file.activityCommands),
    import('../features/inspector/use-save-command.ts').then((file) => [file.savePayload]),
  ])
  return files.flat()
}
