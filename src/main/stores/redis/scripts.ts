/** What has to happen in one piece, in Lua; each is sent by its hash, and whole where Redis does not know it any more. */
export const SCRIPTS = {
  /**
   * KEYS head, log, parts of the body; ARGV number and id of the entry before, id, format, body, number of parts.
   * An entry that is the last already was sent twice.
   */
  somaAppend: `
    local head = redis.call('HMGET', KEYS[1], 'number', 'id', 'format')
    local number, format = tonumber(head[1] or '0'), tonumber(ARGV[4])
    if head[2] == ARGV[3] then return {'kept', number} end
    if tonumber(head[3] or '0') > format then return {'newer', number} end
    if number ~= tonumber(ARGV[1]) or (head[2] or '') ~= ARGV[2] then return {'moved', number} end
    for i = 3, #KEYS do if redis.call('PERSIST', KEYS[i]) == 0 and redis.call('EXISTS', KEYS[i]) == 0 then return {'moved', number} end end
    redis.call('HSET', KEYS[1], 'number', number + 1, 'id', ARGV[3], 'format', format)
    redis.call('XADD', KEYS[2], (number + 1) .. '-0', 'id', ARGV[3], 'body', ARGV[5], 'parts', ARGV[6])
    return {'kept', number + 1}`,

  /** KEYS moving, head; ARGV name of a move. @returns which move may fill what is empty, or nothing where it is not empty */
  somaMove: `
    local moving = redis.call('GET', KEYS[1])
    if moving then return moving end
    if redis.call('EXISTS', KEYS[2]) == 1 then return false end
    redis.call('SET', KEYS[1], ARGV[1])
    return ARGV[1]`,

  /** KEYS moving, head, log; ARGV name of the move, which is that of the log, number and id of its last entry, format. */
  somaFilled: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    if redis.call('EXISTS', KEYS[2]) == 1 then return 1 end
    redis.call('HSET', KEYS[2], 'log', ARGV[1], 'number', ARGV[2], 'id', ARGV[3], 'format', ARGV[4])
    redis.call('XADD', KEYS[3], ARGV[2] .. '-0', 'id', ARGV[3], 'body', '[]', 'parts', 0)
    return 1`,

  /** KEYS moving; ARGV name of the move. */
  somaMoved: `
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('DEL', KEYS[1])`,

  /** KEYS head; ARGV name of the log. @returns the name it has */
  somaBegin: `
    redis.call('HSETNX', KEYS[1], 'log', ARGV[1])
    return redis.call('HGET', KEYS[1], 'log')`,

  /**
   * KEYS spaces, tags, settled; ARGV number of the entry, then number and name of each namespace that is there after it.
   * A name that is the tag of another one gets a number behind it, which no name can have.
   */
  somaName: `
    if tonumber(redis.call('HGET', KEYS[3], 'number') or '0') >= tonumber(ARGV[1]) then return 0 end
    for i = 2, #ARGV, 2 do
      if redis.call('HEXISTS', KEYS[1], ARGV[i]) == 0 then
        local tag = ARGV[i + 1]
        if redis.call('SISMEMBER', KEYS[2], tag) == 1 then tag = tag .. '~' .. ARGV[i] end
        redis.call('SADD', KEYS[2], tag)
        redis.call('HSET', KEYS[1], ARGV[i], tag)
      end
    end
    return 1`,

  /**
   * Brings rows of one slot to what an entry says, unless that was done: KEYS mark, then those that are written; ARGV the
   * new mark, then acts, each a letter, the place of its key, a field and a value.
   */
  somaSettle: `
    if tonumber(redis.call('GET', KEYS[1]) or '0') >= tonumber(ARGV[1]) then return 0 end
    for i = 2, #ARGV, 4 do
      local key, field, value = KEYS[tonumber(ARGV[i + 1])], ARGV[i + 2], ARGV[i + 3]
      local act = ARGV[i]
      if act == 'S' then redis.call('SET', key, value)
      elseif act == 'D' then redis.call('DEL', key)
      elseif act == 'H' then redis.call('HSET', key, field, value)
      elseif act == 'X' then redis.call('HDEL', key, field)
      else redis.call('SADD', key, value) end
    end
    redis.call('SET', KEYS[1], ARGV[1])
    return 1`,

  /** KEYS settled, log, spaces, tags; ARGV number, id, first number to keep, then numbers of namespaces that are gone. */
  somaSettled: `
    if tonumber(redis.call('HGET', KEYS[1], 'number') or '0') >= tonumber(ARGV[1]) then return 0 end
    redis.call('HSET', KEYS[1], 'number', ARGV[1], 'id', ARGV[2])
    redis.call('XTRIM', KEYS[2], 'MINID', ARGV[3] .. '-0')
    for i = 4, #ARGV do
      local tag = redis.call('HGET', KEYS[3], ARGV[i])
      if tag then
        redis.call('HDEL', KEYS[3], ARGV[i])
        redis.call('SREM', KEYS[4], tag)
      end
    end
    return 1`,

  /**
   * One checksum of many values, so that they need not cross the network to be compared: KEYS one hash and ARGV its fields,
   * or KEYS many strings and no ARGV.
   */
  somaDigest: `
    local values = #ARGV > 0 and redis.call('HMGET', KEYS[1], unpack(ARGV)) or redis.call('MGET', unpack(KEYS))
    local sums = {}
    for i = 1, #values do sums[i] = values[i] and redis.sha1hex(values[i]) or '-' end
    return redis.sha1hex(table.concat(sums, ' '))`,
} as const

type Arguments = readonly (string | number)[]

/** The scripts as commands of a client: how many keys, then keys and arguments. */
export interface Scripted {
  somaAppend(keys: number, ...args: Arguments): Promise<['kept' | 'moved' | 'newer', number]>
  somaMove(keys: number, ...args: Arguments): Promise<string | null>
  somaFilled(keys: number, ...args: Arguments): Promise<0 | 1>
  somaMoved(keys: number, ...args: Arguments): Promise<0 | 1>
  somaBegin(keys: number, ...args: Arguments): Promise<string>
  somaName(keys: number, ...args: Arguments): Promise<0 | 1>
  somaSettle(keys: number, ...args: Arguments): Promise<0 | 1>
  somaSettled(keys: number, ...args: Arguments): Promise<0 | 1>
  somaDigest(keys: number, ...args: Arguments): Promise<string>
}
