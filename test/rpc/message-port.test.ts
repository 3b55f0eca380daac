import { MessageChannel } from 'node:worker_threads'
import { createMessagePort } from '#rpc/message-port'
import { transportSuite } from './transport-suite.ts'

transportSuite('a MessagePort', () => {
  const { port1, port2 } = new MessageChannel()
  return { server: createMessagePort(port1), client: createMessagePort(port2) }
})
