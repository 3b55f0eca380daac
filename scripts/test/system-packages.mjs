import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { capture } from '../run.mjs'

/**
 * What tests need of the system. On Debian as root it is installed; elsewhere the tests that need it are skipped
 * and say why, by environment variables that the tests read.
 */

/** Fonts stop no test, but screenshots without them show boxes. */
const names = [
  'chromium',
  'redis-server',
  'fonts-noto-color-emoji',
  'fonts-noto-core',
  'fonts-noto-cjk',
  'fonts-inter',
]

/**
 * @param {{ log: (line: string) => void, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<NodeJS.ProcessEnv>} where the programs are, and why tests are skipped
 */
export async function prepareSystem({ log, env = process.env }) {
  let why = 'install it to run these tests'
  if (isDebian()) {
    const missing = await missingPackages()
    if (missing.length === 0 || process.getuid?.() === 0) why = await install(missing, { log, env })
    else why = `run as root: apt-get install --no-install-recommends ${missing.join(' ')}`
  }
  const chromium = findChromium(env)
  const redis = env.REDIS_SERVER_PATH ?? onPath(['redis-server'], env)
  const found = { ...(chromium && { CHROMIUM_PATH: chromium }), ...(redis && { REDIS_SERVER_PATH: redis }) }
  const skips = {
    ...(!chromium && { SOMA_SKIP_BROWSER: `no Chromium or Chrome was found: ${why}` }),
    ...(!redis && { SOMA_SKIP_REDIS: `no redis-server was found: ${why}` }),
  }
  for (const reason of Object.values(skips)) log(`Some tests will be skipped: ${reason}`)
  return { ...found, ...skips }
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')) && existsSync('/usr/bin/apt-get')
  } catch {
    return false
  }
}

async function missingPackages() {
  const { output } = await capture('dpkg-query', ['--list', ...names], { cwd: '/' })
  // A line of an installed one: "ii  redis-server  5:7.0.15-1  amd64  ..."
  const installed = new Set(output.split('\n').flatMap((line) => line.match(/^ii +([^ :]+)/)?.[1] ?? []))
  return names.filter((name) => !installed.has(name))
}

/**
 * @param {readonly string[]} missing
 * @param {{ log: (line: string) => void, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} why something is still missing, for the case that it is
 */
async function install(missing, { log, env }) {
  if (missing.length === 0) return 'though its package is installed'
  log(`Installing Debian packages: ${missing.join(' ')}`)
  const place = { cwd: '/', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
  const quiet = ['-qq', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2']
  await capture('apt-get', [...quiet, 'update'], place)
  const all = await capture(
    'apt-get',
    [...quiet, 'install', '-y', '--no-install-recommends', ...missing],
    place,
  )
  if (all.code === 0) return 'though its package is installed'
  const reason = all.output.split('\n').find((line) => line.startsWith('E:')) ?? `code ${all.code}`
  log(`apt-get could not install them: ${reason}`)
  return `apt-get could not install it (${reason})`
}

/** @param {NodeJS.ProcessEnv} env */
function findChromium(env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH
  const programs = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  )
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programs.map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
  ]
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return onPath(names, env) ?? elsewhere.find((path) => existsSync(path))
}

/**
 * @param {readonly string[]} names
 * @param {NodeJS.ProcessEnv} env
 */
function onPath(names, env) {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}
