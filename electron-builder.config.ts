import { resolve } from 'node:path'
import type { Configuration } from 'electron-builder'
import { signingOf, updatesOf, warningsOf } from './scripts/pack/environment.ts'

/** How the desktop app is packed: `npm run pack`. How and why: docs/packaging.md. */

const signing = signingOf(process.env)
const updates = updatesOf(process.env)

/**
 * What the built program needs at run time. The bundles have all JavaScript in them; of node_modules, which comes by
 * itself, only SQLite's driver is left, for one system.
 */
const program = [
  'package.json',
  'LICENSE',
  'THIRD-PARTY-NOTICES.md',
  'out/main/**/*.js',
  'out/main/licences.md',
  'out/preload/index.cjs',
  'out/renderer/**',
  '!**/*.map',
  'assets/embedder/static-en.bin',
  'assets/sample/**',
  '!**/node_modules/!(better-sqlite3)/**',
  '!**/node_modules/better-sqlite3/{deps,src}/**',
  '!**/node_modules/better-sqlite3/{binding.gyp,README.md}',
  '!**/node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}.node)',
]

const config: Configuration = {
  appId: 'io.soma-inspector.app',
  productName: 'Soma Inspector',
  copyright: 'Copyright © 2026 Soma Inspector contributors',
  directories: { output: 'dist', buildResources: 'packaging' },
  artifactName: 'soma-inspector-${version}-${os}-${arch}.${ext}',
  files: program,
  asar: { smartUnpack: false },
  // A driver is opened by the system, which cannot look into an archive.
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  beforePack: ({ packager }) => {
    for (const warning of warningsOf(process.env, packager.platform.nodeName)) console.log(`Note: ${warning}`)
  },
  nodeGypRebuild: false,
  electronLanguages: ['en-US', 'de', 'zh-CN'],
  extraResources: [{ from: 'packaging/bin', to: 'bin', filter: ['soma*'] }],
  extraMetadata: { homepage: updates.homepage },
  protocols: [{ name: 'Soma Inspector', schemes: ['soma'] }],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: !signing.mac,
  },
  forceCodeSigning: signing.required,
  publish: updates.publish,
  generateUpdatesFilesForAllChannels: true,
  mac: {
    target: [
      { target: 'dmg', arch: ['arm64', 'x64'] },
      { target: 'zip', arch: ['arm64', 'x64'] },
    ],
    category: 'public.app-category.developer-tools',
    icon: 'packaging/icons/icon.icns',
    hardenedRuntime: signing.mac,
    gatekeeperAssess: false,
    entitlements: 'packaging/entitlements.mac.plist',
    entitlementsInherit: 'packaging/entitlements.mac.plist',
    notarize: signing.notarize,
    // Apple's processors run nothing unsigned: without a certificate it is signed for this machine alone.
    ...(signing.mac ? {} : { identity: '-' }),
  },
  win: {
    target: [
      { target: 'nsis', arch: ['x64', 'arm64'] },
      { target: 'portable', arch: ['x64'] },
    ],
    icon: 'packaging/icons/icon.ico',
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
  },
  portable: { artifactName: 'soma-inspector-${version}-portable-${arch}.${ext}' },
  linux: {
    target: [
      { target: 'AppImage', arch: ['x64', 'arm64'] },
      { target: 'deb', arch: ['x64', 'arm64'] },
      { target: 'rpm', arch: ['x64', 'arm64'] },
    ],
    executableName: 'soma-inspector',
    category: 'Development',
    synopsis: 'The memory workbench for people who build AI agents',
    maintainer: 'Soma Inspector contributors <contributors@soma-inspector.invalid>',
    icon: 'packaging/icons',
    syncDesktopName: true,
  },
  deb: { fpm: [commandOnPath()] },
  rpm: { fpm: [commandOnPath()] },
}

/** `soma` for everybody, as a file of the package, so that it goes with it. */
function commandOnPath(): string {
  return `${resolve(import.meta.dirname, 'packaging/usr-bin-soma')}=/usr/bin/soma`
}

export default config
