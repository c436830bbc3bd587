#!lua name=palabre_v1
-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What Redis does in one atomic step for the servers of Palabre. Functions are named by version: what one promises
-- never changes; what promises something else gets a new name, so that servers of two releases share one Redis.
--
-- Of a room {r}:  palabre:{r}:head    hash: epoch, seq, hash of the last entry; or erased (when), for 90 days;
--                                     hidden (until when), whole_at: while it is put back and ends before that seq
--                                     left_seq, left_hash: a closed one that left, and ended there
--                 palabre:{r}:log     stream: seq-0 → h (header), f (facts), k (this entry's link of the chain)
--                 palabre:{r}:words   hash: seq → words, apart, so that they can be deleted
--                 palabre:{r}:parked  list: commands of appends that came second
--                 palabre:{r}:codes   set: the codes that lead to it
--                 palabre:{r}:kept    hash: server → hash of the last entry, of a due one that it has journaled
-- Of all rooms:   palabre:servers     sorted set: when each server reported last
--                 palabre:closed      sorted set: closed rooms, since when
--                 palabre:wanted      sorted set: rooms that left and are asked for, since when
--                 palabre:erased      sorted set: what was erased, when, for 90 days
-- A function that writes nothing is flagged so; one that only deletes works in a full memory too.

local function now_ms()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function head_of(key)
  local got = redis.call('HMGET', key, 'epoch', 'seq', 'hash', 'erased', 'hidden', 'whole_at', 'left_seq', 'left_hash')
  local seq = tonumber(got[2]) or 0
  local whole_at = tonumber(got[6]) or 0
  return {
    epoch = tonumber(got[1]) or 1,
    seq = seq,
    hash = got[3] or '',
    erased = got[4],
    hidden = seq < whole_at and now_ms() < tonumber(got[5]),
    whole_at = whole_at,
    left_seq = tonumber(got[7]),
    left_hash = got[8],
    there = got[1] or got[4],
  }
end

local function answer(verdict, head, more)
  return { verdict, now_ms(), head.epoch, head.seq, head.hash, more or {} }
end

-- Why nobody reads or appends there now, if so.
local function barred(head)
  if head.erased then return 'erased' end
  if head.hidden then return 'restoring' end
  if head.left_seq then return 'left' end
end

-- Where it ends, for whoever is barred too.
local function shown_end(head)
  if barred(head) == 'left' then return head.left_seq, head.left_hash end
  return head.seq, head.hash
end

local function answer_barred(head)
  local seq, hash = shown_end(head)
  return { barred(head), now_ms(), head.epoch, seq, hash, {} }
end

local function number_text(number)
  return string.format('%.0f', number)
end

-- ARGV from `first` on: header, facts, words and hash of each entry. The hash is the server's work: it is checked by
-- whoever reads.
local function write(keys, head, args, first, count)
  for i = 0, count - 1 do
    local at = first + 4 * i
    head.seq = head.seq + 1
    head.hash = args[at + 3]
    redis.call('XADD', keys[2], number_text(head.seq) .. '-0', 'h', args[at], 'f', args[at + 1], 'k', head.hash)
    if args[at + 2] ~= '' then redis.call('HSET', keys[3], number_text(head.seq), args[at + 2]) end
  end
  redis.call('HSET', keys[1], 'epoch', number_text(head.epoch), 'seq', number_text(head.seq), 'hash', head.hash)
end

-- Since revision 3 with the entries that were written, where they are few: a line end, then header, facts, words and
-- hash of each, every one as its length, a colon and its bytes. An older server takes them for an odd hash, and reads.
local told_bytes_max = 65536

local function tell(channel, head, args, first, count)
  local told = { number_text(head.epoch) .. ' ' .. number_text(head.seq) .. ' ' .. head.hash }
  local bytes = 0
  for i = first or 1, (first or 1) + 4 * (count or 0) - 1 do
    bytes = bytes + #args[i]
    if bytes > told_bytes_max then break end
    told[#told + 1] = #args[i] .. ':' .. args[i]
  end
  if bytes > told_bytes_max or #told == 1 then
    redis.call('PUBLISH', channel, told[1])
  else
    redis.call('PUBLISH', channel, told[1] .. '\n' .. table.concat(told, '', 2))
  end
end

local function is_behind(head, epoch, seq)
  return head.epoch < epoch or (head.epoch == epoch and head.seq < seq)
end

local function differs(head, epoch, seq, hash)
  return head.epoch ~= epoch or head.seq ~= seq or head.hash ~= hash
end

local function park(key, args, first, max)
  if first > #args then return true end
  if redis.call('LLEN', key) + #args - first + 1 > max then return false end
  for i = first, #args do redis.call('RPUSH', key, args[i]) end
  return true
end

local function take_parked(key)
  local parked = redis.call('LRANGE', key, 0, -1)
  if #parked > 0 then redis.call('DEL', key) end
  return parked
end

-- Whether the entry that the caller stands on is in the log. On another side of a fork it is not: it has to decide again
-- first what only that side holds, and its newer commands must not come before.
local function holds(key, seq, hash)
  if seq == 0 then return true end
  local id = number_text(seq) .. '-0'
  local found = redis.call('XRANGE', key, id, id)
  return #found == 1 and found[1][2][6] == hash
end

-- keys: head log words parked. args: channel, the caller's clock, how far it may be ahead, parked at most, expected
-- epoch, seq and hash, number of entries, then the entries, then the caller's commands.
local function append(keys, args)
  local head = head_of(keys[1])
  local epoch, seq, hash, count = tonumber(args[5]), tonumber(args[6]), args[7], tonumber(args[8])
  if barred(head) then return answer_barred(head) end
  if is_behind(head, epoch, seq) then return answer('behind', head) end
  if differs(head, epoch, seq, hash) then
    if not holds(keys[2], seq, hash) then return answer('conflict', head) end
    if not park(keys[4], args, 9 + 4 * count, tonumber(args[4])) then return answer('inbox_full', head) end
    if 9 + 4 * count <= #args then redis.call('PUBLISH', args[1], 'parked') end
    return answer('conflict', head)
  end
  if tonumber(args[2]) > now_ms() + tonumber(args[3]) then return answer('ahead', head) end
  if count > 0 then
    write(keys, head, args, 9, count)
    tell(args[1], head, args, 9, count)
  end
  return answer('ok', head, take_parked(keys[4]))
end

-- keys: head log words. args: channel, expected epoch, seq and hash, the new epoch, number of entries, the entries;
-- then, since revision 2, where what is put back ends, and how long it stays hidden until then.
local function restore(keys, args)
  local head = head_of(keys[1])
  local epoch, count = tonumber(args[5]), tonumber(args[6])
  if head.erased then return answer('erased', head) end
  if differs(head, tonumber(args[2]), tonumber(args[3]), args[4]) or epoch < head.epoch then
    return answer('conflict', head)
  end
  local whole_at = math.max(tonumber(args[7 + 4 * count]) or 0, head.hidden and head.whole_at or 0, head.left_seq or 0)
  head.epoch = epoch
  write(keys, head, args, 7, count)
  if head.seq < whole_at then
    local until_ms = now_ms() + (tonumber(args[8 + 4 * count]) or 0)
    redis.call('HSET', keys[1], 'hidden', number_text(until_ms), 'whole_at', number_text(whole_at))
  else
    redis.call('HDEL', keys[1], 'hidden', 'whole_at', 'left_seq', 'left_hash')
  end
  tell(args[1], head)
  return answer('ok', head)
end

-- keys: head log words. args: after which seq, at most how many, at most how many bytes (at least one entry). Gives
-- seq, header, facts, hash and words of each.
local function read(keys, args)
  local head = head_of(keys[1])
  if barred(head) then return answer_barred(head) end
  local found, bytes, left = {}, 0, tonumber(args[2])
  local after, bytes_max = '(' .. args[1] .. '-0', tonumber(args[3])
  while left > 0 and bytes < bytes_max do
    local slice = redis.call('XRANGE', keys[2], after, '+', 'COUNT', math.min(left, 64))
    for _, entry in ipairs(slice) do
      local seq = string.match(entry[1], '^%d+')
      local words = redis.call('HGET', keys[3], seq) or ''
      local fields = entry[2]
      for _, value in ipairs({ seq, fields[2], fields[4], fields[6], words }) do found[#found + 1] = value end
      bytes = bytes + #fields[2] + #fields[4] + #words
      after = '(' .. entry[1]
      if bytes >= bytes_max then break end
    end
    left = left - #slice
    if #slice < 64 then break end
  end
  return answer('ok', head, found)
end

-- keys: heads. Gives the time, then of each: 'none', 'erased', 'restoring', 'left' or 'ok', epoch, seq and hash.
local function heads(keys)
  local found = { now_ms() }
  for _, key in ipairs(keys) do
    local head = head_of(key)
    local verdict = barred(head) or (head.there and 'ok' or 'none')
    local seq, hash = shown_end(head)
    for _, value in ipairs({ verdict, head.epoch, seq, hash }) do found[#found + 1] = value end
  end
  return found
end

-- keys: head words. args: which seqs; none: all.
local function erase_words(keys, args)
  local head = head_of(keys[1])
  if not head.there then return answer('none', head) end
  if barred(head) then return answer_barred(head) end
  if #args == 0 then redis.call('DEL', keys[2]) end
  for _, seq in ipairs(args) do redis.call('HDEL', keys[2], seq) end
  return answer('ok', head)
end

-- keys: head log words parked codes, since revision 2 erased. args: how long the tombstone stands, what the key of a
-- code begins with, channel, since revision 2 the room.
local function erase(keys, args)
  local head = head_of(keys[1])
  if head.erased then return answer('ok', head) end
  if not head.there then return answer('none', head) end
  for _, code in ipairs(redis.call('SMEMBERS', keys[5])) do redis.call('DEL', args[2] .. code) end
  redis.call('DEL', keys[1], keys[2], keys[3], keys[4], keys[5])
  redis.call('HSET', keys[1], 'erased', number_text(now_ms()))
  redis.call('PEXPIRE', keys[1], args[1])
  if keys[6] then redis.call('ZADD', keys[6], now_ms(), args[4]) end
  redis.call('PUBLISH', args[3], 'erased')
  return answer('ok', head)
end

-- keys: of the code, the room's codes. args: room, code.
local function bind_code(keys, args)
  local bound = redis.call('GET', keys[1])
  if bound and bound ~= args[1] then return 'taken' end
  redis.call('SET', keys[1], args[1])
  redis.call('SADD', keys[2], args[2])
  return 'ok'
end

-- keys: of the code. args: code, what the key of a room's codes begins and ends with.
local function release_code(keys, args)
  local room = redis.call('GET', keys[1])
  if not room then return 'ok' end
  redis.call('DEL', keys[1])
  redis.call('SREM', args[2] .. room .. args[3], args[1])
  return 'ok'
end

-- keys: servers closed wanted erased. args: server, for how long it is registered, closed before, how many of those
-- were looked at, erased since, at most how many, how long is wanted, how long a tombstone stands. Gives verdict, time,
-- whether the server was registered, closed, wanted, erased, when the last of these was.
local function report(keys, args)
  local now, most = now_ms(), tonumber(args[6])
  redis.call('ZREMRANGEBYSCORE', keys[1], '-inf', now - tonumber(args[2]))
  redis.call('ZREMRANGEBYSCORE', keys[3], '-inf', now - tonumber(args[7]))
  redis.call('ZREMRANGEBYSCORE', keys[4], '-inf', now - tonumber(args[8]))
  local known = redis.call('ZSCORE', keys[1], args[1]) and 1 or 0
  redis.call('ZADD', keys[1], now, args[1])
  local due = redis.call('ZRANGEBYSCORE', keys[2], '-inf', args[3], 'LIMIT', args[4], most)
  local wanted = redis.call('ZRANGE', keys[3], 0, most - 1)
  local found = redis.call('ZRANGEBYSCORE', keys[4], args[5], '+inf', 'WITHSCORES', 'LIMIT', 0, most)
  local erased, last = {}, args[5]
  for i = 1, #found, 2 do
    erased[#erased + 1] = found[i]
    last = found[i + 1]
  end
  return { 'ok', now, known, due, wanted, erased, tonumber(last) }
end

-- keys: head closed. args: room, epoch, seq and hash of its end, since when.
local function close(keys, args)
  local head = head_of(keys[1])
  if barred(head) then return answer_barred(head) end
  if differs(head, tonumber(args[2]), tonumber(args[3]), args[4]) then return answer('conflict', head) end
  redis.call('ZADD', keys[2], args[5], args[1])
  return answer('ok', head)
end

-- keys: head log words kept closed servers. args: room, epoch, seq and hash of its end, server, for how long servers
-- are registered. 'ok': it left; 'kept': not all servers have said that they have it.
local function leave(keys, args)
  local head = head_of(keys[1])
  if head.erased or barred(head) == 'left' then redis.call('ZREM', keys[5], args[1]) end
  if barred(head) == 'left' then return answer('ok', head) end
  if barred(head) then return answer_barred(head) end
  if head.there then
    if differs(head, tonumber(args[2]), tonumber(args[3]), args[4]) then return answer('conflict', head) end
    redis.call('HSET', keys[4], args[5], head.hash)
    redis.call('PEXPIRE', keys[4], 3600000)
    local servers = redis.call('ZRANGEBYSCORE', keys[6], now_ms() - tonumber(args[6]), '+inf')
    for _, server in ipairs(servers) do
      if redis.call('HGET', keys[4], server) ~= head.hash then return answer('kept', head) end
    end
    redis.call('UNLINK', keys[2], keys[3], keys[4])
  end
  redis.call('HSET', keys[1], 'epoch', args[2], 'seq', 0, 'hash', '', 'left_seq', args[3], 'left_hash', args[4])
  redis.call('ZREM', keys[5], args[1])
  return answer('ok', head)
end

-- keys: head wanted. args: room.
local function want(keys, args)
  if head_of(keys[1]).left_seq then redis.call('ZADD', keys[2], now_ms(), args[1]) end
  return answer('ok', head_of(keys[1]))
end

-- Raised with every change of this file: a server loads its own when there is none, or an older one.
local function revision()
  return 3
end

local function offer(name, callback, flags)
  redis.register_function({ function_name = 'palabre_' .. name .. '_v1', callback = callback, flags = flags })
end

offer('append', append, {})
offer('restore', restore, {})
offer('read', read, { 'no-writes' })
offer('heads', heads, { 'no-writes' })
offer('erase_words', erase_words, { 'allow-oom' })
offer('erase', erase, { 'allow-oom' })
offer('bind_code', bind_code, {})
offer('release_code', release_code, { 'allow-oom' })
offer('report', report, { 'allow-oom' })
offer('close', close, { 'allow-oom' })
offer('leave', leave, { 'allow-oom' })
offer('want', want, { 'allow-oom' })
offer('revision', revision, { 'no-writes' })
