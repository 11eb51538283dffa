-- The client of `contra lsp` for Neovim 0.7 and later.
local M = {}

--- The folder that the server may look through: the nearest one under version control, else the file's own.
local function root_of(path)
  local own = vim.fn.fnamemodify(path, ':p:h')
  local git = vim.fn.finddir('.git', vim.fn.escape(own, ' ') .. ';')
  if git == '' then
    git = vim.fn.findfile('.git', vim.fn.escape(own, ' ') .. ';')
  end
  if git ~= '' then
    return vim.fn.fnamemodify(vim.fn.fnamemodify(git, ':p'):gsub('/$', ''), ':h')
  end
  return vim.fn.fnamemodify(own, ':t') == 'tests' and vim.fn.fnamemodify(own, ':h') or own
end

--- One server for each root.
local clients = {}

function M.config(root)
  return {
    name = 'contra',
    cmd = vim.g.contra_cmd or { 'contra', 'lsp' },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    init_options = { builtInRules = true },
  }
end

--- Attaches a buffer; gives the id of the client, or nil when the server cannot be started.
function M.attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or path:match('^contra:') then
    return nil
  end
  local config = M.config(root_of(path))
  if vim.fn.executable(config.cmd[1]) == 0 then
    return nil
  end
  local id = clients[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[config.root_dir] = id
  end
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

function M.read_built_in(buffer, uri)
  for _, id in pairs(clients) do
    local client = vim.lsp.get_client_by_id(id)
    if client then
      local answer = client.request_sync('contra/builtInText', { uri = uri }, 2000, buffer)
      if answer and answer.result then
        vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(answer.result.text, '\n', { plain = true }))
        vim.bo[buffer].modifiable = false
        vim.bo[buffer].modified = false
        vim.bo[buffer].buftype = 'nofile'
        vim.bo[buffer].filetype = 'contra'
        return
      end
    end
  end
end

--- The lens "3 references" fills the quickfix list.
vim.lsp.commands['contra.showReferences'] = function(command)
  local locations = command.arguments[3] or {}
  vim.fn.setqflist({}, ' ', {
    title = 'references',
    items = vim.lsp.util.locations_to_items(locations, 'utf-16'),
  })
  vim.cmd('copen')
end

return M
