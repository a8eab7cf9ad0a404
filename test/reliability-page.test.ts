/** The page on what is promised names its tests: they are there. */
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';

const page = 'docs/reliability.md';

test('Every test and every page that the promises are said to be shown by is there, and so is every script.', () => {
	const text = readFileSync(page, 'utf8');
	const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => join(dirname(page), path!));
	expect(links.length).toBeGreaterThan(40);
	expect(links.filter(path => !existsSync(path))).toEqual([]);
	const {scripts} = JSON.parse(readFileSync('package.json', 'utf8')) as {scripts: Record<string, string>};
	const named = [...text.matchAll(/`npm run ([\w:]+)`/g)].map(([, name]) => name!);
	expect(named.filter(name => !(name in scripts))).toEqual([]);
});
