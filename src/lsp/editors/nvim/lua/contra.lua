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

function M.config(root)
  return {
    name = 'contra',
    cmd = vim.g.contra_cmd or { 'contra', 'lsp' },
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    init_options = { builtInRules = true },
  }
end

local function running()
  local out = {}
  for _, client in pairs((vim.lsp.get_clients or vim.lsp.get_active_clients)()) do
    if client.name == 'contra' then
      table.insert(out, client)
    end
  end
  return out
end

--- Attaches a buffer, to the server of its root; gives the id of the client, or nil when there can be none.
function M.attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or path:match('^contra:') then
    return nil
  end
  local config = M.config(root_of(path))
  if vim.fn.executable(config.cmd[1]) == 0 then
    return nil
  end
  if vim.lsp.start then -- since Neovim 0.8
    return vim.lsp.start(config, { bufnr = buffer })
  end
  local id
  for _, client in ipairs(running()) do
    if client.config.root_dir == config.root_dir then
      id = client.id
    end
  end
  id = id or vim.lsp.start_client(config)
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

local function ask(client, method, params, buffer)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:request_sync(method, params, 2000, buffer)
  end
  return client.request_sync(method, params, 2000, buffer)
end

function M.read_built_in(buffer, uri)
  for _, client in ipairs(running()) do
    local answer = ask(client, 'contra/builtInText', { uri = uri }, buffer)
    if answer and answer.result then
      vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(answer.result.text, '\n', { plain = true }))
      vim.bo[buffer].modifiable = false
      vim.bo[buffer].modified = false
      vim.bo[buffer].buftype = 'nofile'
      if not uri:match('/explain/') then
        vim.bo[buffer].filetype = 'contra'
      end
      return
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
