-- What the scripts beside this one share: opening files, waiting for the server, and saying what is wrong.
local T = {}

T.work = os.getenv('CONTRA_TEST_WORK')

-- The cursor may stand behind the last character, as it does while one types.
vim.o.virtualedit = 'onemore'

local names, failures = {}, 0

--- Runs `body` as one test; an error in it is its failure.
function T.test(name, body)
  local ok, why = xpcall(body, debug.traceback)
  if not ok then
    failures = failures + 1
    io.stdout:write('FAILED ' .. name .. '\n' .. tostring(why) .. '\n')
  else
    io.stdout:write('ok     ' .. name .. '\n')
  end
  table.insert(names, name)
  vim.cmd('silent! %bwipeout!')
end

function T.finish()
  io.stdout:write(#names .. ' tests, ' .. failures .. ' failed\n')
  io.stdout:flush()
  for _, client in pairs(vim.lsp.get_active_clients()) do
    client.stop()
  end
  local gone = vim.wait(5000, function()
    return #vim.lsp.get_active_clients() == 0
  end)
  if not gone then
    io.stdout:write('FAILED the server does not end\n')
  end
  vim.cmd((#names == 0 or failures > 0 or not gone) and 'cquit 1' or 'qall!')
end

function T.equal(found, wanted, what)
  if not vim.deep_equal(found, wanted) then
    error((what or 'value') .. ': expected ' .. vim.inspect(wanted) .. ', found ' .. vim.inspect(found), 2)
  end
end

function T.holds(text, part)
  if not tostring(text):find(part, 1, true) then
    error('expected to find ' .. vim.inspect(part) .. ' in ' .. vim.inspect(text), 2)
  end
end

function T.wait(what, condition)
  if not vim.wait(8000, condition, 10) then
    error('waited in vain for ' .. what, 2)
  end
end

--- Opens a file of the workspace, and waits for its server.
function T.open(name)
  vim.cmd('edit! ' .. vim.fn.fnameescape(T.work .. '/' .. name))
  local buffer = vim.api.nvim_get_current_buf()
  T.wait('a client', function()
    local client = vim.lsp.buf_get_clients(buffer)
    for _, one in pairs(client) do
      return one.initialized
    end
  end)
  return buffer
end

function T.write(name, text)
  local path = T.work .. '/' .. name
  vim.fn.mkdir(vim.fn.fnamemodify(path, ':h'), 'p')
  local file = assert(io.open(path, 'wb'))
  file:write(text)
  file:close()
end

function T.lines(buffer)
  return vim.api.nvim_buf_get_lines(buffer or 0, 0, -1, false)
end

function T.set(buffer, text)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, '\n', { plain = true }))
end

--- The cursor on the first place where `text` stands, `ahead` bytes into it.
function T.go(text, ahead)
  for number, line in ipairs(T.lines()) do
    local at = line:find(text, 1, true)
    if at then
      vim.api.nvim_win_set_cursor(0, { number, at - 1 + (ahead or 0) })
      return
    end
  end
  error('no ' .. text .. ' in the buffer', 2)
end

--- Replaces the first `old` by `new`, as typing does: one small change.
function T.replace(old, new)
  for number, line in ipairs(T.lines()) do
    local at = line:find(old, 1, true)
    if at then
      vim.api.nvim_buf_set_text(0, number - 1, at - 1, number - 1, at - 1 + #old, vim.split(new, '\n', { plain = true }))
      return
    end
  end
  error('no ' .. old .. ' in the buffer', 2)
end

function T.diagnostics(buffer, count)
  T.wait(count .. ' diagnostics', function()
    return #vim.diagnostic.get(buffer) == count
  end)
  return vim.diagnostic.get(buffer)
end

--- A request for the cursor's place, and its result.
function T.request(method, more)
  local params = vim.tbl_extend('force', vim.lsp.util.make_position_params(), more or {})
  local answers, why = vim.lsp.buf_request_sync(0, method, params, 8000)
  if not answers then
    error(method .. ': ' .. tostring(why), 2)
  end
  for _, answer in pairs(answers) do
    if answer.error then
      return nil, answer.error
    end
    return answer.result
  end
  error(method .. ': no answer', 2)
end

return T
