/**
 * Which of the two windows `npm start` opens.
 *
 * @typedef {'desktop' | 'browser' | 'any'} Wish
 * @typedef {{ edition: 'desktop' | 'browser', why: string }} Choice
 */

/**
 * @param {readonly string[]} args
 * @returns {{ wish: Wish, open: boolean, rest: string[] }}
 */
export function readArguments(args) {
  const own = ['--browser', '--desktop', '--open', '--no-open']
  const open = !args.includes('--no-open')
  // Without a window to open there is nothing for Electron to do.
  const browser = args.includes('--browser') || !open
  const wish = browser ? 'browser' : args.includes('--desktop') ? 'desktop' : 'any'
  return { wish, open, rest: args.filter((argument) => !own.includes(argument)) }
}

/**
 * What stands against the desktop edition before its runtime is looked for.
 * @param {{ wish: Wish, open: boolean, env: NodeJS.ProcessEnv, platform: string }} situation
 * @returns {string | undefined}
 */
export function whyBrowser({ wish, open, env, platform }) {
  if (wish === 'browser') return open ? 'as asked with --browser' : 'as asked with --no-open'
  const hasDisplay = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  if (!hasDisplay) return 'because there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)'
  return undefined
}
