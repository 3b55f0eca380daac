import Module, { registerHooks } from 'node:module'

const ELECTRON = /^electron(\/(main|common))?$/
const URL = 'electron-stand-in:electron'
const HOLDER = '__electronStandIn'

type Load = (this: unknown, id: string, ...rest: unknown[]) => unknown

/**
 * `import ... from 'electron'`, `require('electron')` and the inspector's require all end in the double, never in the npm
 * package of that name, which knows only where an executable would be.
 */
export function provideElectron(electron: object): void {
  Object.defineProperty(globalThis, HOLDER, { value: electron })
  // require() hands out the very object, which tests replace methods on; a hook would hand out a namespace.
  const internals = Module as unknown as { _load: Load }
  const load = internals._load
  internals._load = function (id, ...rest) {
    return ELECTRON.test(id) ? electron : load.call(this, id, ...rest)
  }
  const names = Object.keys(electron)
  const source = [
    `const electron = globalThis.${HOLDER}`,
    'export default electron',
    ...names.map((name) => `export const ${name} = electron.${name}`),
  ].join('\n')
  registerHooks({
    resolve: (specifier, context, next) =>
      ELECTRON.test(specifier)
        ? { url: URL, format: 'module', shortCircuit: true }
        : next(specifier, context),
    load: (url, context, next) =>
      url === URL ? { format: 'module', source, shortCircuit: true } : next(url, context),
  })
}
