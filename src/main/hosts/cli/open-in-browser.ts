import { spawn } from 'node:child_process'

const OPENERS: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
  darwin: ['open', []],
  win32: ['rundll32', ['url.dll,FileProtocolHandler']],
}

/** Asks the system to show an address; where it cannot, the printed address is enough. */
export const openInBrowser = (url: string): void => {
  const [command, args] = OPENERS[process.platform] ?? ['xdg-open', []]
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', () =>
    process.stderr.write(`soma: no browser could be opened; open the address yourself\n`),
  )
  child.unref()
}
