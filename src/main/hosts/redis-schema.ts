import { z } from 'zod'

const node = z
  .string()
  .regex(/^(\[[0-9a-fA-F:]+\]|[^:\s]+)(:\d{1,5})?$/, 'write host:port, for example 10.0.0.5:6379')

/** How Redis is reached, which keeps the memories in mode enterprise. */
export const RedisSchema = z
  .strictObject({
    url: z
      .string()
      .regex(/^rediss?:\/\//, 'write redis://host:port or, encrypted, rediss://host:port')
      .optional()
      .describe(
        'Address of Redis as one text, in place of host, port, db and tls: redis://host:port/db, or rediss:// for an encrypted connection; the password is a setting of its own',
      ),
    host: z.string().min(1).default('127.0.0.1').describe('Computer that Redis runs on'),
    port: z.int().min(1).max(65535).default(6379).describe('Its port'),
    db: z.int().min(0).max(1_000_000).default(0).describe('Number of the database; a cluster has only 0'),
    username: z.string().min(1).optional().describe('Name to log in with, where Redis has users'),
    password: z
      .string()
      .min(1)
      .optional()
      .describe('Password of Redis; env:NAME or file:PATH keeps it out of the settings'),
    tls: z.boolean().default(false).describe('Connect to Redis with encryption'),
    tls_ca: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Certificate of the authority that signed that of Redis, where it is none that everybody trusts: a file (PEM), or the text of one',
      ),
    cluster: z
      .array(node)
      .default([])
      .describe('Some nodes of a Redis Cluster, as host:port; the others are asked for'),
    sentinels: z
      .array(node)
      .default([])
      .describe('Sentinels that know where the present master is, as host:port'),
    master_name: z.string().min(1).default('mymaster').describe('What the sentinels call the master'),
    sentinel_username: z
      .string()
      .min(1)
      .optional()
      .describe('Name to log in with at the sentinels, where they have users of their own'),
    sentinel_password: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Password of the sentinels, where they have one of their own; env:NAME or file:PATH keeps it out of the settings',
      ),
    sentinel_tls: z.boolean().default(false).describe('Connect to the sentinels with encryption'),
    timeout_seconds: z
      .number()
      .min(0.1)
      .max(60)
      .default(5)
      .describe('How long an answer of Redis may take before it counts as lost'),
    testing: z
      .boolean()
      .default(false)
      .describe('Keep memories in memory only, whatever the mode says, and connect to nothing'),
  })
  .superRefine(({ cluster, sentinels, url, db }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (cluster.length > 0 && sentinels.length > 0) refuse('sentinels', 'a cluster has no need of sentinels')
    if (cluster.length > 0 && db !== 0) refuse('db', 'a cluster has only database 0')
    if (url !== undefined && /^rediss?:\/\/[^/]*@/.test(url))
      refuse('url', 'name the password in redis.password')
  })
  .prefault({})
