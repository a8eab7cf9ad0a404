/** The pictures in the pages are the script's, and show the app as it is. */
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {expect, test} from 'vitest';
import {textOf} from '../../scripts/pictures/cell.ts';
import {readWindow} from '../../scripts/pictures/draw.ts';
import {scenes} from '../../scripts/pictures/scenes/index.ts';
import {take} from '../../scripts/pictures/take.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {pages, readPage, root} from './page.ts';

const files = scenes.map(({name}) => `media/${name}.svg`);

/** What can be made again in a moment. All of them: `npm run test:pictures`. */
const quick = ['home', 'check', 'graph-command'];
const taken = scenes.filter(({name}) => process.env.ORCHESTRAI_TEST_PICTURES || quick.includes(name));

test('Each picture in the pages is one of the script’s, says in words what it shows, and each of the script’s is in a page.', () => {
	const shown = pages.flatMap(page =>
		[...readPage(page).matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words, path]) => ({
			page,
			words: words!,
			path: join(dirname(page), path!),
		})),
	);
	expect(shown.filter(({path}) => !files.includes(path))).toEqual([]);
	expect(shown.filter(({words}) => words.length < 30)).toEqual([]);
	expect(files.filter(file => !shown.some(({path}) => path === file))).toEqual([]);
	expect(
		readdirSync(join(root, 'media'))
			.map(name => `media/${name}`)
			.toSorted(),
	).toEqual(files.toSorted());
});

test.for(taken)('The picture “$name” shows what the app shows now.', {timeout: 60_000}, async scene => {
	const kept = readWindow(readFileSync(join(root, 'media', `${scene.name}.svg`), 'utf8'));
	// Those that are made in a moment tell no path; so they can be made beside others.
	const cells = await take(scene, quick.includes(scene.name) ? join(makeFolder(), 'home') : undefined);
	expect(textOf(cells), '`npm run pictures` makes it anew').toBe(kept);
});

test('No picture holds a script, or anything from elsewhere.', () => {
	for (const file of files) {
		const svg = readFileSync(join(root, file), 'utf8');
		expect(svg).not.toMatch(/<(?:script|image|foreignObject|use|style)|\bon\w+=|href|url\(/);
	}
});
