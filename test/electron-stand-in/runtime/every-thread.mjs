import { enableCompileCache, registerHooks } from 'node:module'
import { isMainThread } from 'node:worker_threads'

// Preloaded into every thread; JavaScript, because loading the type stripper would cost each worker a tenth of a second.

// Stripping the types of forty files is most of a start otherwise.
if (isMainThread) enableCompileCache()

// In a worker there is no Electron. Without this, `import 'electron'` would find the npm package, which answers with a
// path (or starts a download) and hides the mistake until it runs on real Electron.
if (!isMainThread) {
  registerHooks({
    resolve(specifier, context, next) {
      if (/^electron(\/|$)/.test(specifier)) {
        throw new Error(
          `Cannot find module '${specifier}': Electron's API is in the main process, not in workers`,
        )
      }
      return next(specifier, context)
    },
  })
}
