/** What the script `soma` of an installed app puts before a command's arguments; see packaging/bin. */
const MARK = '--soma-command'

/**
 * The installed app is the command `soma` too: it does not run as a plain Node, which would let anybody run anything
 * under its name. What stands behind `--` is the command's; Chromium's own switches may stand before it.
 * @returns the arguments of the command, or undefined where a window is wanted.
 */
export const commandArguments = (argv: readonly string[]): readonly string[] | undefined => {
  const end = argv.indexOf('--')
  const mark = argv.indexOf(MARK)
  return mark === -1 || end < mark ? undefined : argv.slice(end + 1)
}

/** What is used of Electron's app. */
interface App {
  exit(code: number): void
  readonly dock?: { hide(): void } | undefined
}

/** Runs a command in this process, and ends it with the command's code. */
export const runCommand = async (app: App, args: readonly string[]): Promise<void> => {
  app.dock?.hide()
  process.argv = [process.execPath, 'soma', ...args]
  await import('../hosts/cli/main.ts')
  await Promise.all([process.stdout, process.stderr].map(flushed))
  app.exit(Number(process.exitCode ?? 0))
}

/** Windows writes to a pipe behind our back. */
const flushed = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((done) => stream.write('', () => done()))
