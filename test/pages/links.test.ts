/** Links in the pages lead somewhere. */
import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';
import {pages, proseOf, readPage, root} from './page.ts';

/** What looks like a link in code is none. */
const linkedIn = (page: string) =>
	proseOf(page).replaceAll(/(`+)[^`\n]+\1/g, code => code.replaceAll(/[[\]()#]/g, '.'));

/** As GitHub names headings. */
function anchorsOf(page: string): Set<string> {
	const seen = new Map<string, number>();
	const headings = proseOf(page).matchAll(/^#{1,6} (.+)$/gm);
	const anchors = [...headings].map(([, heading]) => {
		const name = heading!
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
			.replaceAll(' ', '-');
		const before = seen.get(name) ?? 0;
		seen.set(name, before + 1);
		return before === 0 ? name : `${name}-${before}`;
	});
	return new Set(anchors);
}

test('Each link in the pages leads to a file that is there, and to a heading that is in it.', () => {
	const wrong: string[] = [];
	let count = 0;
	for (const page of pages) {
		for (const [, target] of linkedIn(page).matchAll(/\]\(([^)]*)\)/g)) {
			count++;
			const [path = '', anchor] = target!.split('#');
			if (/^https?:/.test(target!)) {
				if (!/^https:\/\/[\w.-]+\.[a-z]+(?:\/[\w.~/@%-]*)?(?:#[\w.-]+)?$/.test(target!))
					wrong.push(`${page}: ${target}`);
				continue;
			}
			const file = path === '' ? page : join(dirname(page), path);
			if (file.startsWith('..') || !existsSync(join(root, file)))
				wrong.push(`${page}: ${target} is not there`);
			else if (anchor !== undefined && !anchorsOf(file).has(anchor))
				wrong.push(`${page}: ${target}: ${file} has no such heading`);
		}
	}
	expect(wrong).toEqual([]);
	expect(count).toBeGreaterThan(100);
});

test('Every page is listed in docs/README.md.', () => {
	const listed = readPage('docs/README.md');
	const unlisted = pages.filter(
		page => page.startsWith('docs/') && page !== 'docs/README.md' && !listed.includes(`(${page.slice(5)})`),
	);
	expect(unlisted).toEqual([]);
});
