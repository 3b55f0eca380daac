import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** Where a redis-server is; tests skip, and say so, where there is none. */
export const redisServerPath = (): string | undefined =>
  process.env.SOMA_SKIP_REDIS === undefined ? (process.env.REDIS_SERVER_PATH ?? 'redis-server') : undefined

/** Whether this one was built with encryption, and there is a tool that makes certificates. */
export const hasTls = (): boolean => {
  const { stdout } = spawnSync(redisServerPath() ?? '', ['--port', '0', '--tls-port', '1'], {
    encoding: 'utf8',
    timeout: 5000,
  })
  return /tls-(key|cert)-file/.test(stdout) && spawnSync('openssl', ['version']).status === 0
}

export interface RedisServer {
  readonly port: number
  /** Ends it as a power cut would end a process. */
  kill(): Promise<void>
  /** Starts it again over what it had on the disk. */
  start(): Promise<void>
  stop(): Promise<void>
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.once('error', () => resolve(false))
    socket.once('data', (data) => {
      socket.destroy()
      // While it reads its file it says so instead.
      resolve(/^(\+PONG|-NOAUTH)/.test(data.toString()))
    })
  })

/** A real Redis with a folder of its own, on a free port. */
export const startRedis = (options: readonly string[] = ['--appendonly', 'no']): Promise<RedisServer> =>
  startServer(mkdtempSync(join(tmpdir(), 'soma-redis-')), ['--save', '', ...options])

/** One that watches a master, alone, and is quick to give it up. */
export const startSentinel = (
  master: number,
  password: string,
  options: readonly string[] = [],
): Promise<RedisServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-sentinel-'))
  const file = join(folder, 'sentinel.conf')
  const lines = [
    `monitor mymaster 127.0.0.1 ${master} 1`,
    `auth-pass mymaster ${password}`,
    'down-after-milliseconds mymaster 500',
    'failover-timeout mymaster 5000',
  ]
  writeFileSync(file, lines.map((line) => `sentinel ${line}\n`).join(''))
  return startServer(folder, ['--sentinel', ...options], file)
}

const startServer = async (
  folder: string,
  options: readonly string[],
  file?: string,
): Promise<RedisServer> => {
  const port = await freePort()
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    const own = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
    const all = [...(file === undefined ? [] : [file]), ...own, ...options]
    child = spawn(redisServerPath() ?? '', all, { stdio: 'ignore' })
    const failed = new Promise<never>((_, reject) => child?.once('error', reject))
    while (!(await Promise.race([answers(port), failed]))) await delay(20)
  }
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => child?.once('exit', resolve))
    if (child?.kill('SIGKILL')) await ended
  }
  await start()
  return {
    port,
    kill,
    start,
    stop: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface RedisCluster {
  readonly ports: readonly number[]
  stop(): Promise<void>
}

const SLOTS = 16_384

/** Three masters that share the slots. */
export const startCluster = async (): Promise<RedisCluster> => {
  const nodes = await Promise.all(
    [0, 1, 2].map(() => startRedis(['--appendonly', 'no', '--cluster-enabled', 'yes'])),
  )
  const clients = nodes.map(({ port }) => new Redis(port, '127.0.0.1'))
  const bound = (i: number): number => Math.floor((SLOTS * i) / nodes.length)
  await Promise.all(
    clients.map((client, i) => client.call('CLUSTER', 'ADDSLOTSRANGE', bound(i), bound(i + 1) - 1)),
  )
  for (const { port } of nodes.slice(1)) await clients[0]?.call('CLUSTER', 'MEET', '127.0.0.1', port)
  for (const client of clients) {
    while (!String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok')) await delay(50)
    client.disconnect()
  }
  return {
    ports: nodes.map(({ port }) => port),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}
