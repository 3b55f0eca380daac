import { createMemoryPorts } from '#rpc/memory-port'
import { transportSuite } from './transport-suite.ts'

transportSuite('memory', () => {
  const [server, client] = createMemoryPorts()
  return { server, client }
})
