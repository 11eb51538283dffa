// Runs SQL statements in DuckDB: node query.mjs FOLDER_OF_MODULES < statements parted by NUL. Each row is a line of values.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const { DuckDBInstance } = createRequire(path.resolve(process.argv[2], 'package.json'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const answers = [];
for (const statement of fs.readFileSync(0, 'utf8').split('\0')) {
  const rows = (await connection.runAndReadAll(statement)).getRowsJS();
  answers.push(rows.map(row => row.map(value => String(value)).join(' ') + '\n').join(''));
}
process.stdout.write(answers.join('\0'));
