-- Faults while typing: at the right column, in the right file, gone when they are mended.
local T = dofile(os.getenv('CONTRA_TEST_HELPER'))

-- A woman's face with a skin tone (two characters of two UTF-16 units each), and an e with a combining acute accent.
local head = [[part of microneedling

check after_party "After a party"
]]
local odd = '  because "👩🏽 caf\u{e9} e\u{301}" '

T.test('the shipped pack has none', function()
  local buffer = T.open('rules/microneedling/products.contra')
  vim.wait(500)
  T.equal(#vim.diagnostic.get(buffer), 0)
end)

T.test('the column after an emoji and a combining accent', function()
  T.write('rules/microneedling/party.contra', head .. '  wait while fever is yes, until "well"\n' .. odd .. 'cite hous\n')
  local buffer = T.open('rules/microneedling/party.contra')
  local found = T.diagnostics(buffer, 1)[1]
  T.equal(found.lnum, 4)
  -- Neovim counts columns in bytes.
  T.equal(found.col, #odd + #'cite ')
  T.equal(found.end_col, #odd + #'cite hous')
  T.equal(found.code, 'C0209')
  T.equal(found.source, 'contra')
  T.equal(found.severity, vim.diagnostic.severity.ERROR)
  -- The same in the units of the protocol: the two emoji are four, the combined letter two.
  local range = found.user_data.lsp and found.user_data.lsp.range
  if range then
    T.equal(range.start.character, #'  because "' + 4 + #' caf' + 1 + 1 + 2 + #'" cite ')
  end
end)

T.test('a fault that is typed and mended', function()
  local buffer = T.open('rules/microneedling/products.contra')
  T.replace('prescription_retinoid', 'prescription_retinoit')
  local found = T.diagnostics(buffer, 1)[1]
  T.holds(found.message, 'did you mean `prescription_retinoid`?')
  T.replace('prescription_retinoit', 'prescription_retinoid')
  T.diagnostics(buffer, 0)
end)

T.test('a fix by code action, behind an emoji', function()
  T.write('rules/microneedling/party.contra', head .. '  wait while fever is yes, until "well"\n' .. odd .. 'cite hous\n')
  local buffer = T.open('rules/microneedling/party.contra')
  T.diagnostics(buffer, 1)
  T.go('cite hous', 6)
  -- With one action alone nobody is asked; Neovim 0.7 asks always.
  vim.ui.select = function(items, _, choose)
    choose(items[1], 1)
  end
  vim.lsp.buf.code_action()
  T.diagnostics(buffer, 0)
  T.equal(T.lines(buffer)[5], odd .. 'cite house')
end)

T.test('a declaration that is taken away shows in the other file', function()
  local other = T.open('rules/peel/products.contra')
  vim.wait(300)
  vim.cmd('set hidden')
  local buffer = T.open('rules/skin/products.contra')
  T.replace('term prescription_retinoid', 'term prescribed_retinoid')
  T.wait('faults in the other file', function()
    return #vim.diagnostic.get(other) > 0
  end)
  local found = vim.diagnostic.get(other)[1]
  T.holds(found.message, 'prescription_retinoid')
  -- A file that is not open is told of too.
  local unopened = vim.fn.bufadd(T.work .. '/rules/microneedling/products.contra')
  T.equal(#vim.diagnostic.get(unopened) > 0, true)
  T.replace('term prescribed_retinoid', 'term prescription_retinoid')
  T.diagnostics(buffer, 0)
  T.diagnostics(other, 0)
  T.diagnostics(unopened, 0)
end)

T.test('a broken file does not blank out what is known', function()
  local buffer = T.open('rules/microneedling/products.contra')
  vim.wait(300)
  T.replace('check topical_retinoid', 'chek topical_retinoid')
  T.wait('a fault', function()
    return #vim.diagnostic.get(buffer) > 0
  end)
  T.go('prescription_retinoid')
  local hover = T.request('textDocument/hover')
  T.holds(hover.contents.value, 'prescription retinoid')
  T.holds(hover.contents.value, 'adapalene')
end)

T.finish()
