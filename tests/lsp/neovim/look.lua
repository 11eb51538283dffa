-- Looking round: hover, definition, references, symbols, lenses, hints, a test that is run.
local T = dofile(os.getenv('CONTRA_TEST_HELPER'))

T.test('the file type, its colours and its settings', function()
  T.open('rules/microneedling/products.contra')
  T.equal(vim.bo.filetype, 'contra')
  T.equal(vim.bo.commentstring, '# %s')
  T.go('because')
  local id = vim.fn.synID(vim.fn.line('.'), vim.fn.col('.'), 1)
  T.equal(vim.fn.synIDattr(id, 'name'), 'contraClause')
  T.go('"Prescription')
  id = vim.fn.synID(vim.fn.line('.'), vim.fn.col('.') + 2, 1)
  T.equal(vim.fn.synIDattr(id, 'name'), 'contraText')
end)

T.test('hover over a check: sentence, dates, source', function()
  T.open('rules/microneedling/products.contra')
  T.go('check topical_retinoid', 8)
  local text = T.request('textDocument/hover').contents.value
  T.holds(text, 'Wait 5 days after the last prescription retinoid in the treated area, better 7 days.')
  T.holds(text, 'Used on 14 March 2026: first GO day 19 March 2026')
  T.holds(text, 'guidance')
  T.holds(text, '12 hours to 30 days')
end)

T.test('go to definition, in another file', function()
  T.open('rules/microneedling/products.contra')
  T.go('prescription_retinoid', 3)
  vim.lsp.buf.definition()
  T.wait('the other file', function()
    return vim.api.nvim_buf_get_name(0):match('rules/skin/products.contra$')
  end)
  T.equal(vim.api.nvim_get_current_line():match('^term prescription_retinoid') ~= nil, true)
end)

T.test('references and highlights', function()
  T.open('rules/skin/products.contra')
  T.go('term prescription_retinoid', 6)
  local found = T.request('textDocument/references', { context = { includeDeclaration = false } })
  local files = {}
  for _, place in ipairs(found) do
    files[place.uri:match('rules/(.*)$')] = true
  end
  T.equal(files['microneedling/products.contra'], true)
  T.equal(files['peel/products.contra'], true)
  local highlights = T.request('textDocument/documentHighlight')
  T.equal(#highlights > 3, true)
end)

T.test('symbols of a file and of the workspace', function()
  T.open('rules/microneedling/products.contra')
  local symbols = T.request('textDocument/documentSymbol')
  T.equal(symbols[1].name, 'topical_retinoid')
  T.equal(#symbols > 10, true)
  local all = T.request('workspace/symbol', { query = 'topical_retinoid' })
  local files = {}
  for _, one in ipairs(all) do
    files[one.location.uri:match('rules/(.*)$')] = true
  end
  T.equal(files['peel/products.contra'], true)
end)

T.test('a code lens runs a test; a failed one shows at its expectation', function()
  local name = vim.fn.globpath(T.work .. '/rules/microneedling/tests', '*.contra', false, true)[1]
  name = name:sub(#T.work + 2)
  local buffer = T.open(name)
  local lenses
  T.wait('lenses', function()
    lenses = T.request('textDocument/codeLens')
    return lenses and #lenses > 0
  end)
  local run
  for _, lens in ipairs(lenses) do
    if lens.command and lens.command.command == 'contra.runTest' then
      run = run or lens.command
    end
  end
  local said = {}
  vim.lsp.handlers['window/showMessage'] = function(_, result)
    table.insert(said, result.message)
  end
  local result = T.request('workspace/executeCommand', { command = run.command, arguments = run.arguments })
  T.equal(result.failed, 0)
  T.equal(result.tests, 1)
  T.wait('a message', function()
    return #said > 0
  end)
  T.holds(said[1], 'holds')
  -- The first expectation of that test is turned round.
  local text = table.concat(T.lines(buffer), '\n')
  local at = text:find('test "' .. run.arguments[2]:gsub('%p', '%%%0') .. '"')
  local from, to = text:find('expect %w+', at)
  local other = text:sub(from, to) == 'expect go' and 'expect wait' or 'expect go'
  local changed = text:sub(1, from - 1) .. other .. '\n' .. text:sub(to + 1):gsub('^[^\n]*', '', 1)
  T.set(buffer, changed)
  result = T.request('workspace/executeCommand', { command = run.command, arguments = run.arguments })
  T.equal(result.failed, 1)
  local found = T.diagnostics(buffer, 1)[1]
  T.equal(found.source, 'contra test')
  T.holds(found.message, 'expected')
  T.set(buffer, text)
  T.diagnostics(buffer, 0)
end)

T.test('a lens counts references', function()
  T.open('rules/skin/products.contra')
  local lenses = T.request('textDocument/codeLens')
  local client = vim.lsp.get_active_clients()[1]
  local answer = client.request_sync('codeLens/resolve', lenses[1], 5000, 0)
  T.holds(answer.result.command.title, 'reference')
  -- The client lists them.
  vim.lsp.commands['contra.showReferences'](answer.result.command)
  T.equal(#vim.fn.getqflist(), #answer.result.command.arguments[3])
  vim.cmd('cclose')
end)

T.test('inlay hints name the first GO day', function()
  local buffer = T.open('rules/microneedling/products.contra')
  T.write(
    'rules/microneedling/tests/hint.contra',
    table.concat({
      'tests for microneedling',
      '',
      'example hint_client "Everything answered"',
      '  visit 2026-03-16',
      '  plan microneedling in face depth 0.5 mm',
      '  given birth_date is 1988-05-04',
      '  given skin_type is II',
      '  given every other question no',
      '',
      'test "hint"',
      '  from hint_client, visit 2026-03-18',
      '  given products: tretinoin last 2026-03-14 in face',
      '  expect wait until 2026-03-19',
      '',
    }, '\n')
  )
  buffer = T.open('rules/microneedling/tests/hint.contra')
  vim.wait(300)
  local hints = T.request('textDocument/inlayHint', {
    range = { start = { line = 0, character = 0 }, ['end'] = { line = 20, character = 0 } },
  })
  T.equal(#hints, 1)
  T.equal(hints[1].label, '→ 19 March 2026')
  T.equal(hints[1].position, { line = 11, character = #'  given products: tretinoin last 2026-03-14 in face' })
  T.holds(hints[1].tooltip, 'topical_retinoid: 5 days')
  T.equal(#vim.diagnostic.get(buffer), 0)
end)

T.test('rules that are built in can be looked at', function()
  T.write('../clinic/own.contra', 'policy "Alone" on microneedling 1\n\nsource own "Own" house\n\n'
    .. 'tighten topical_retinoid: wait 9 days\n  because "Ours"\n  cite own\n')
  T.open('../clinic/own.contra')
  T.go('topical_retinoid', 2)
  local places = T.request('textDocument/definition')
  T.equal(#places, 1)
  T.equal(places[1].uri:match('^contra:///') ~= nil, true)
  vim.cmd('edit ' .. vim.fn.fnameescape(places[1].uri))
  T.equal(vim.bo.modifiable, false)
  T.holds(table.concat(T.lines(), '\n'), 'check topical_retinoid')
  vim.cmd('edit ' .. T.work .. '/../clinic/own.contra')
  T.go('topical_retinoid', 2)
  local _, fault = T.request('textDocument/rename', { newName = 'other_name' })
  T.holds(fault.message, 'built in')
end)

T.finish()
