import { registerHooks } from 'node:module'

// Says which modules of OpenTelemetry were loaded: by an engine that works with traces off, and after switching them on.
const loaded = new Set<string>()
registerHooks({
  load: (url, context, next) => {
    if (url.includes('@opentelemetry')) loaded.add(url)
    return next(url, context)
  },
})

const { configOf, memory, openTraced } = await import('./traced.ts')
const { engine, traces } = await openTraced(configOf({ enabled: false }))
await engine.memories.store(memory(1), 'ann')
const off = [...loaded]
await traces.use(configOf({ enabled: true, endpoint: 'http://127.0.0.1:9' }))
process.stdout.write(JSON.stringify([off, [...loaded]]))
await engine.close()
