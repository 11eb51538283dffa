-- Edits: rename across files, the one layout, completion.
local T = dofile(os.getenv('CONTRA_TEST_HELPER'))

local function read(name)
  local file = assert(io.open(T.work .. '/' .. name, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

--- How often a word stands in a text, as a word.
local function count(text, word)
  local _, found = text:gsub('%f[%w_]' .. word .. '%f[^%w_]', '')
  return found
end

T.test('rename of a term across files', function()
  vim.cmd('set hidden')
  local files = vim.fn.globpath(T.work .. '/rules', '**/*.contra', false, true)
  local before = 0
  for _, path in ipairs(files) do
    for _, line in ipairs(vim.fn.readfile(path)) do
      before = before + count(line:gsub('#.*', ''):gsub('"[^"]*"', ''), 'prescription_retinoid')
    end
  end
  T.open('rules/microneedling/products.contra')
  T.go('prescription_retinoid', 3)
  vim.lsp.buf.rename('rx_retinoid')
  T.wait('the new name', function()
    return count(table.concat(T.lines(), '\n'), 'rx_retinoid') > 0
  end)
  vim.cmd('silent wall')
  local after, left, touched = 0, 0, 0
  for _, path in ipairs(files) do
    local text = table.concat(vim.fn.readfile(path), '\n')
    local here = count(text, 'rx_retinoid')
    touched = touched + (here > 0 and 1 or 0)
    after = after + here
    for line in text:gmatch('[^\n]+') do
      left = left + count(line:gsub('#.*', ''):gsub('"[^"]*"', ''), 'prescription_retinoid')
    end
  end
  T.equal(left, 0, 'old names left')
  T.equal(after, before, 'new names')
  T.equal(touched >= 3, true, 'three files or more')
  vim.wait(600)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    T.equal(#vim.diagnostic.get(buffer), 0, vim.api.nvim_buf_get_name(buffer))
  end
end)

T.test('a rename that would do harm is refused', function()
  T.open('rules/microneedling/products.contra')
  T.go('check topical_retinoid', 8)
  for name, why in pairs({
    wait = 'is a word of the language',
    retinol = 'already',
    ['2nd'] = 'is no name',
    ['a b'] = 'is no name',
  }) do
    local result, fault = T.request('textDocument/rename', { newName = name })
    T.equal(result, nil, name)
    T.holds(fault.message, why)
  end
end)

T.test('format', function()
  local ugly = 'part of microneedling\n\n\n\ncheck   ugly   "Ugly"\n wait while fever is yes,\n    until "well"\n'
    .. '      # a comment\n because "é 😀"  cite house\n\ncheck neat "Neat"\n  wait while fever is yes, until "well"\n'
    .. '  because "é 😀"\n  cite house\n'
  T.write('rules/microneedling/ugly.contra', ugly)
  local buffer = T.open('rules/microneedling/ugly.contra')
  vim.lsp.buf.formatting_sync(nil, 5000)
  local text = table.concat(T.lines(buffer), '\n')
  -- As the command lays it out.
  local command = vim.fn.shellescape(vim.g.contra_cmd[1]) .. ' format - <' .. vim.fn.shellescape(vim.api.nvim_buf_get_name(buffer))
  T.equal(text .. '\n', vim.fn.system(command))
  T.equal(vim.v.shell_error, 0)
  T.equal(text .. '\n' ~= ugly, true, 'another layout')
  vim.lsp.buf.formatting_sync(nil, 5000)
  T.equal(table.concat(T.lines(buffer), '\n'), text, 'formatted again')
  T.diagnostics(buffer, 0)
end)

T.test('a text with a fault is not formatted', function()
  T.write('rules/microneedling/ugly.contra', 'part of microneedling\ncheck   ugly   "Ugly"\n   wait wile fever is yes\n')
  local buffer = T.open('rules/microneedling/ugly.contra')
  local before = T.lines(buffer)
  vim.lsp.buf.formatting_sync(nil, 5000)
  T.equal(T.lines(buffer), before)
  os.remove(T.work .. '/rules/microneedling/ugly.contra')
end)

local function labels(result)
  local out = {}
  for _, item in ipairs(result.items or result) do
    out[item.label] = item
  end
  return out
end

T.test('completion of names by their place', function()
  local buffer = T.open('rules/microneedling/products.contra')
  T.set(buffer, table.concat(T.lines(buffer), '\n') .. '\ncheck new_one "New"\n  wait 5 days after last \n  cite \n')
  local last = vim.api.nvim_buf_line_count(buffer)
  vim.api.nvim_win_set_cursor(0, { last - 2, 25 })
  local found = labels(T.request('textDocument/completion'))
  T.equal(found.tretinoin ~= nil, true, 'a term behind `last`')
  T.equal(found.house, nil, 'a source behind `last`')
  vim.api.nvim_win_set_cursor(0, { last - 1, 7 })
  found = labels(T.request('textDocument/completion'))
  T.equal(found.house ~= nil, true, 'a source behind `cite`')
  T.equal(found.tretinoin, nil, 'a term behind `cite`')
end)

T.test('completion of words of the language', function()
  local buffer = T.open('rules/microneedling/products.contra')
  T.set(buffer, 'part of microneedling\n\ncheck new_one "New"\n  wait 5 days \n  ')
  vim.api.nvim_win_set_cursor(0, { 4, 14 })
  local found = labels(T.request('textDocument/completion'))
  T.equal(found.after ~= nil, true, 'after')
  T.equal(found.cite, nil, 'a clause within an outcome')
  vim.api.nvim_win_set_cursor(0, { 5, 2 })
  found = labels(T.request('textDocument/completion'))
  T.equal(found.because ~= nil and found.cite ~= nil and found.tell ~= nil, true, 'clauses')
end)

T.finish()
