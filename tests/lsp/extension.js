// Loads the extension for VS Code with an editor that only writes down what it is asked for. Argument: the source folder.
"use strict";

const assert = require("assert");
const Module = require("module");
const path = require("path");

const commands = {};
const providers = {};
const clients = [];
const executed = [];

class Range {
  constructor(...places) {
    this.places = places;
  }
}
class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
}
class Location {
  constructor(uri, range) {
    Object.assign(this, { uri, range });
  }
}
const vscode = {
  Range,
  Position,
  Location,
  Uri: { parse: (text) => ({ text, toString: () => text }) },
  window: { showErrorMessage: (message) => assert.fail(message) },
  workspace: {
    getConfiguration: () => ({ get: () => "/opt/contra" }),
    registerTextDocumentContentProvider: (scheme, provider) => (providers[scheme] = provider),
  },
  commands: {
    registerCommand: (name, body) => (commands[name] = body),
    executeCommand: (...all) => executed.push(all),
  },
};
class LanguageClient {
  constructor(id, name, server, options) {
    Object.assign(this, { id, server, options, starts: 0, stops: 0 });
    clients.push(this);
  }
  async start() {
    this.starts += 1;
  }
  async stop() {
    this.stops += 1;
  }
  async sendRequest(method, params) {
    return { text: `${method} ${params.uri}` };
  }
}
const load = Module._load;
Module._load = (name, ...rest) =>
  name === "vscode" ? vscode : name === "vscode-languageclient/node" ? { LanguageClient } : load(name, ...rest);

(async () => {
  const folder = path.join(process.argv[2], "src/lsp/editors/vscode");
  const manifest = require(path.join(folder, "package.json"));
  for (const grammar of manifest.contributes.grammars) require(path.join(folder, grammar.path));
  for (const language of manifest.contributes.languages) require(path.join(folder, language.configuration));

  const extension = require(path.join(folder, manifest.main));
  await extension.activate({ subscriptions: [] });
  assert.strictEqual(clients.length, 1);
  assert.deepStrictEqual(clients[0].server, { command: "/opt/contra", args: ["lsp"] });
  assert.strictEqual(clients[0].options.initializationOptions.builtInRules, true);
  assert.strictEqual(clients[0].starts, 1);
  for (const { command } of manifest.contributes.commands) assert.ok(commands[command], command);

  const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
  commands["contra.showReferences"]("file:///a", range.start, [{ uri: "file:///b", range }]);
  const [name, uri, position, locations] = executed[0];
  assert.strictEqual(name, "editor.action.showReferences");
  assert.strictEqual(uri.text, "file:///a");
  assert.strictEqual(position.character, 2);
  assert.deepStrictEqual(locations[0].range.places, [1, 2, 1, 5]);

  const text = await providers.contra.provideTextDocumentContent(vscode.Uri.parse("contra:///rules/x"));
  assert.strictEqual(text, "contra/builtInText contra:///rules/x");

  await commands["contra.restart"]();
  assert.strictEqual(clients[0].stops, 1);
  assert.strictEqual(clients.length, 2);
  await extension.deactivate();
  assert.strictEqual(clients[1].stops, 1);
})();
