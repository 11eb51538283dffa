// Starts `contra lsp` for *.contra files, and does for it what only the editor can: list references, show the rules that
// are built in.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function makeClient() {
  const command = vscode.workspace.getConfiguration("contra").get("path", "contra");
  const server = { command, args: ["lsp"] };
  return new LanguageClient("contra", "contra", server, {
    documentSelector: ["file", "untitled"].map((scheme) => ({ scheme, language: "contra" })),
    initializationOptions: { builtInRules: true },
  });
}

async function start() {
  client = makeClient();
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(
      `The contra language server did not start (${error.message}). Is \`contra\` installed? The setting contra.path says where it is.`,
    );
  }
}

async function activate(context) {
  const toRange = (range) =>
    new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  context.subscriptions.push(
    vscode.commands.registerCommand("contra.restart", async () => {
      if (client) await client.stop().catch(() => {});
      await start();
    }),
    vscode.commands.registerCommand("contra.showReferences", (uri, position, locations) =>
      vscode.commands.executeCommand(
        "editor.action.showReferences",
        vscode.Uri.parse(uri),
        new vscode.Position(position.line, position.character),
        (locations || []).map((l) => new vscode.Location(vscode.Uri.parse(l.uri), toRange(l.range))),
      ),
    ),
    vscode.workspace.registerTextDocumentContentProvider("contra", {
      provideTextDocumentContent: async (uri) =>
        (await client.sendRequest("contra/builtInText", { uri: uri.toString(true) })).text,
    }),
  );
  await start();
}

function deactivate() {
  return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
