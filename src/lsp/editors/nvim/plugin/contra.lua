-- Starts the language server for rule files. `vim.g.contra_lsp = false` leaves it off; `vim.g.contra_cmd` says how it is
-- started when that is not `contra lsp`.
if vim.g.loaded_contra then
  return
end
vim.g.loaded_contra = true

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'contra',
  callback = function(event)
    if vim.g.contra_lsp ~= false then
      require('contra').attach(event.buf)
    end
  end,
})

-- Rules that are built in have an address and no file.
vim.api.nvim_create_autocmd('BufReadCmd', {
  pattern = 'contra://*',
  callback = function(event)
    require('contra').read_built_in(event.buf, event.match)
  end,
})
