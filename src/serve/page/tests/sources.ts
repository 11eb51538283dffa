// Where the repository is: the tests also run from a copy of this folder in a build.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const root = process.env.CONTRA_SOURCES ? pathToFileURL(`${process.env.CONTRA_SOURCES}/`) : new URL('../../../../../', import.meta.url);

export const readJson = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
